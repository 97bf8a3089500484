// EXPECT: process.spawn
import cp from "node:child_process";
function* g() { yield cp; }
export const [{ execSync }] = g();
