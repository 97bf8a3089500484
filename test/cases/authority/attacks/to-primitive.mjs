// EXPECT: process.spawn
import * as cp from "node:child_process";
const o = { [Symbol.toPrimitive]: () => "execSync" };
cp[o]("id");
