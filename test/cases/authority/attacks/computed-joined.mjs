// EXPECT: process.spawn
import * as cp from "child_process";
cp[["ex", "ec"].join("")]("id");
