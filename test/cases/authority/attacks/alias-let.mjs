// EXPECT: fs.read
import fs from "node:fs";
let a = null;
a = fs;
export const steal = () => a.readFileSync("/etc/passwd");
