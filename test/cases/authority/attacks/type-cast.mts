// EXPECT: process.spawn
import * as cp from "node:child_process";
(cp as unknown as { exec(x: string): void }).exec("id");
