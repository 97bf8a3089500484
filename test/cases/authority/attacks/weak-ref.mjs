// EXPECT: process.spawn
import cp from "node:child_process";
new WeakRef(cp).deref().execSync("id");
