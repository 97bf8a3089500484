// EXPECT: fs.read
import { opendir } from "node:fs/promises";
for await (const one of await opendir("/")) one.name;
