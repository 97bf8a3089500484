// EXPECT: process.spawn
import * as cp from "child_process";
const { fork, ...others } = cp;
others.exec("id");
