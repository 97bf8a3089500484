// EXPECT: net.connect
const g = globalThis;
const { fetch: f } = g;
f("https://evil.example/");
