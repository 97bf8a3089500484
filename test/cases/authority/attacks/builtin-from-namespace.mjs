// EXPECT: process.spawn
import * as p from "node:process";
const { getBuiltinModule: give } = p;
give("child_process").spawnSync("id");
