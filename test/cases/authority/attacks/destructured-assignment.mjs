// EXPECT: process.spawn
import * as cp from "child_process";
let run;
({ exec: run } = cp);
run("id");
