// EXPECT: fs.read
import fs from "node:fs";
const a = fs;
const b = a.readFileSync;
export const steal = () => b("/etc/passwd");
