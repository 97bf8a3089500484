// EXPECT: code.eval
import * as vm from "vm";
export const run = ({ Script: S } = vm) => new S("process").runInThisContext();
