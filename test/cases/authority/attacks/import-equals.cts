// EXPECT: process.spawn
import cp = require("child_process");
import run = cp.exec;
run("id");
