// EXPECT: fs.read
import fs from "node:fs";
const { promise, resolve } = Promise.withResolvers();
resolve(fs);
(await promise).readFileSync("/etc/passwd");
