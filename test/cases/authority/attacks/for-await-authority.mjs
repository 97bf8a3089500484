// EXPECT: fs.read
import fsp from "node:fs/promises";
for (const { readFile } of [fsp]) await readFile("/etc/passwd");
