// EXPECT: process.spawn
import cp from "node:child_process";
export const tool = { set run(command) { cp.execSync(command); } };
