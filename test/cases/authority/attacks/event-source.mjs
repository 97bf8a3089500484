// EXPECT: net.connect
new EventSource("http://a.b/");
