// EXPECT: process.spawn
import { fork } from "node:child_process";
fork("./a.js", { execArgv: ["--import", "data:text/javascript,1"] });
