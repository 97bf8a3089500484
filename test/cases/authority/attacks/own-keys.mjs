// EXPECT: process.spawn
import * as cp from "node:child_process";
for (const k of Reflect.ownKeys(cp)) if (k.startsWith("execS")) Reflect.get(cp, k)("id");
