import { describe, expect, it } from "vitest";
import { functionNamed, lowerFiles } from "./program-of.js";

describe("JSX", () => {
  it("reads the factory, which may be an accessor, before the attributes and before each child's", () => {
    const program = lowerFiles({ "a.tsx": "export function f(x: number) { return <div a={x++}><b c={x--} /></div>; }" });
    const ops = functionNamed(program, "f").blocks.flatMap(({ instrs }) =>
      instrs.flatMap((instr) =>
        instr.op === "getProp" ? [instr.name] : instr.op === "increment" ? [`increment ${String(instr.by)}`] : [],
      ),
    );
    expect(ops).toEqual(["createElement", "increment 1", "createElement", "increment -1"]);
  });
});
