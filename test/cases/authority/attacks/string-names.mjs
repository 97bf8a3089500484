// EXPECT: process.spawn
import { "execSync" as run } from "node:child_process";
run("id");
