// EXPECT: fs.read
export * as default from "node:fs";
