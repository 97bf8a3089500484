// EXPECT: fs.read
import fs from "node:fs";
export function f() { using d = { fs, [Symbol.dispose]() { this.fs.readFileSync("/etc/passwd"); } }; return d; }
