// EXPECT: process.spawn
import { exec } from "child_process";
["id"].forEach(exec);
