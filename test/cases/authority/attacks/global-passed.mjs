// EXPECT: code.dynamic
const use = (g) => g.fetch("https://evil.example/");
use(globalThis);
