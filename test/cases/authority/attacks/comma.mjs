// EXPECT: process.spawn
import * as cp from "child_process";
(0, cp.exec)("id");
