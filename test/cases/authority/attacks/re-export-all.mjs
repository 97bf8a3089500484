// EXPECT: fs.write
export * from "node:fs";
