/** An override takes a guard away, and with it every proof that would have rested on the guard. */
import { describe, expect, it } from "vitest";
import { lowerProgram } from "../../compiler/lower/lower-program.js";
import { createTextProgram } from "../../compiler/text-program.js";
import type { HirProgram } from "../../core/hir.js";
import { obligationId, type ObligationId } from "../../core/ids.js";
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";
import { DEFAULT_SESSION } from "../../verifier/session-options.js";
import { verifyHirSync } from "../../verifier/session-sync.js";
import { withOverrides } from "../../verifier/with-overrides.js";

function lower(text: string): HirProgram {
  const parsed = createTextProgram(text, "/p/m.ts", "/p");
  if (parsed.kind === "rejected") throw new Error(parsed.diagnostics[0].message);
  return lowerProgram(parsed.program, [parsed.sourceFile], "/p");
}

/** By line: what becomes of each site. */
function dispositions(program: HirProgram, text: string): readonly { readonly id: ObligationId; readonly shown: string }[] {
  const { plans } = verifyHirSync(program, { ...DEFAULT_SESSION, enforcement: DEFAULT_ENFORCEMENT, solver: "none" });
  return plans.flatMap((plan) =>
    plan.sites.map(({ id, site, verdict, disposition, guard }) => {
      const line = text.slice(0, site.span.start).split("\n").length;
      return { id, shown: `${String(line)} ${site.text}: ${verdict.kind} ${disposition} ${guard}` };
    }),
  );
}

/** What becomes of the sites when that of `line` is freed, and before. */
function freed(text: string, line: number): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const program = lower(text);
  const before = dispositions(program, text);
  const ids = new Set(before.filter(({ shown }) => shown.startsWith(`${String(line)} `)).map(({ id }) => id));
  const after = dispositions(withOverrides(program, ids), text);
  return { before: before.map(({ shown }) => shown), after: after.map(({ shown }) => shown) };
}

describe("overrides", () => {
  it("take later proofs of the function with them", () => {
    const { before, after } = freed(
      `export function f(a: Float64Array, i: number): number {
  const k = i | 0;
  const b = new Float64Array(a);
  const x = b[k];
  return x + b[k];
}
export function g(a: Float64Array, i: number): number {
  const k = i | 0;
  const b = new Float64Array(a);
  const x = b[k];
  return x + b[k];
}`,
      4,
    );
    expect(before).toEqual([
      "4 b[k]: unknown guard value",
      "5 b[k]: proved elide none",
      "10 b[k]: unknown guard value",
      "11 b[k]: proved elide none",
    ]);
    expect(after).toEqual([
      "4 b[k]: unknown override none",
      "5 b[k]: unknown guard value",
      "10 b[k]: unknown guard value",
      "11 b[k]: proved elide none",
    ]);
  });

  it("leave alone what is proved anyway", () => {
    const { after } = freed("export function f(): number { const a = [1, 2]; return a[1]; }", 1);
    expect(after).toEqual(["1 a[1]: proved elide none"]);
  });

  it("name no sites of contracts, and keep what they do not concern", () => {
    const program = lower("/** @requires i >= 0 */ export function f(b: Float64Array, i: number): number { return i; }");
    const [first] = dispositions(program, "");
    expect(first).toBeDefined();
    expect(withOverrides(program, new Set(first === undefined ? [] : [first.id]))).toBe(program);
    expect(withOverrides(program, new Set([obligationId("0000000000000000")]))).toBe(program);
  });
});
