/** A test in front of a loop names no variable that the loop might not read, or read only after something that can be seen. */
import { describe, expect, it } from "vitest";
import { select, settledOutcomeOf } from "./selected.js";

/** `f` runs once while `table` is in its dead zone, and once more after that. */
const around = (body: string): string => `let seen = "";
function f(n: number): number { let s = 0; ${body} return s; }
let early = "ran";
try { f(0); } catch (error) { early = (error as Error).name; }
const before = early + seen;
const table = new Uint8Array(Number("4"));
export const run = (): string => before + f(4);`;

const LOOPS: readonly (readonly [string, string, string, number])[] = [
  ["read at once", "for (let i = 0; i < 4; i++) s += table[i];", "ReferenceError0", 1],
  [
    "read after arithmetic on local variables",
    "for (let i = 0, k = 1; i < 4; i++) { const at = k * 2 - 2 + i; s += table[at]; }",
    "ReferenceError0",
    1,
  ],
  ["read by a loop that may not run", "for (let i = 0; i < n; i++) s += table[i];", "ran0", 0],
  ["read after something else was written", 'for (let i = 0; i < 4; i++) { seen += "x"; s += table[i]; }', "ReferenceErrorx0", 0],
  [
    "read where a handler sees what was assigned",
    "let k = 9; try { for (k = 0; k < 4; k++) s += table[k]; } catch { seen += String(k); }",
    "ran00",
    0,
  ],
  [
    "read only the second time round",
    "for (let i = 0; i < 4; i++) { if (i > 0) s += table[i]; else seen += 'y'; }",
    "ReferenceErrory0",
    0,
  ],
];

describe("a variable", () => {
  it.each(LOOPS)("%s", async (_, body, outcome, selectors) => {
    const { plan, hoisted, plain } = select(around(body));
    expect(plan.selectors).toHaveLength(selectors);
    expect(await settledOutcomeOf(plain["run"])).toBe("returns string");
    expect((hoisted["run"] as () => string)()).toMatch(new RegExp(`^${outcome}`, "u"));
    expect((hoisted["run"] as () => string)()).toBe((plain["run"] as () => string)());
  });
});
