// EXPECT: fs.read
import fs from "node:fs";
class Trap { static [Symbol.hasInstance](x) { return x.readFileSync("/etc/passwd"); } }
export const r = fs instanceof Trap;
