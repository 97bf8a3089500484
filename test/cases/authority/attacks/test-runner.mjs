// EXPECT: process.spawn
import { run } from "node:test";
run({ files: ["/tmp/x.mjs"] });
