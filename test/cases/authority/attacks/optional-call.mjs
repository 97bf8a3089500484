// EXPECT: net.connect
globalThis?.fetch?.("https://evil.example/");
