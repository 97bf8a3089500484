// EXPECT: process.spawn
import cp from "child_process";
export default cp;
