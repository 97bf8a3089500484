// EXPECT: fs.read
import fs from "node:fs";
import { performance } from "node:perf_hooks";
performance.timerify(fs.readFileSync)("/etc/passwd");
