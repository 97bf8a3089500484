// EXPECT: fs.read
import defer * as fs from "node:fs";
fs.readFileSync("/etc/passwd");
