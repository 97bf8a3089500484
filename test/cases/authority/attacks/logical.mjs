// EXPECT: net.connect
const impl = globalThis.noSuchFetch || fetch;
impl("https://evil.example/");
