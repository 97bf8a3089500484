// EXPECT: fs.read
import * as fs from "fs";
const impl = Math.max(1, 2) > 1 ? fs : null;
impl.readFileSync("/etc/passwd");
