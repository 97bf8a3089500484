// EXPECT: process.spawn
import * as cp from "child_process";
const all = { ...cp };
all.exec("id");
