// EXPECT: process.spawn
import * as cp from "child_process";
function run({ exec }) {
  exec("id");
}
run(cp);
