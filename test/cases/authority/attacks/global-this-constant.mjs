// EXPECT: net.connect
globalThis["fe" + "tch"]("https://evil.example/");
