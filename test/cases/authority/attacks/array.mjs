// EXPECT: process.spawn
import { exec } from "child_process";
const list = [exec];
list[0]("id");
