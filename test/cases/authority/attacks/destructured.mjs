// EXPECT: process.spawn
import cp from "child_process";
const { exec: run } = cp;
run("id");
