// EXPECT: fs.read
import * as fs from "fs";
eval("1");
fs.readFileSync("/etc/passwd");
