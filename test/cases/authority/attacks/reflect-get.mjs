// EXPECT: net.connect
Reflect.get(globalThis, "fetch")("https://evil.example/");
