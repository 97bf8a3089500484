import { describe, expect, it } from "vitest";
import type { HirFunction } from "../../core/hir.js";
import { shiftFunction } from "../../core/shift.js";
import { obligationIds } from "../../verifier/obligation-id.js";
import { fn, programOf, site } from "./program.js";

const idsOf = (...functions: readonly HirFunction[]) => {
  const module = programOf(...functions).modules[0];
  if (module === undefined) throw new Error("no module");
  return obligationIds(module);
};
const f = "a.ts#f" as HirFunction["id"];

describe("obligation ids", () => {
  it("are 16 hexadecimal digits, one a site", () => {
    const ids = idsOf(fn("a.ts", "f", [site(0), site(10), site(20, "a[i]", "bounds.write")])).get(f) ?? [];
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
  });

  it("survive edits elsewhere in the file", () => {
    const before = idsOf(fn("a.ts", "f", [site(100), site(110, "b[j]")])).get(f);
    const after = idsOf(
      fn("a.ts", "g", [site(0), site(10, "b[j]")]),
      fn("a.ts", "f", [site(900), site(905, "c[k]"), site(910, "b[j]")]),
    ).get(f);
    expect([after?.[0], after?.[2]]).toEqual(before);
  });

  it("survive a new anonymous function above", () => {
    const inner = "a.ts#f.~1" as HirFunction["id"];
    const moved = "a.ts#f.~2" as HirFunction["id"];
    const before = idsOf(fn("a.ts", "f.~1", [site(100)])).get(inner);
    const after = idsOf(fn("a.ts", "f.~1", [site(0, "x[0]")]), fn("a.ts", "f.~2", [site(100)])).get(moved);
    expect(after).toEqual(before);
  });

  it("count equals in source order, whatever the order of functions", () => {
    const one = idsOf(fn("a.ts", "f.~1", [site(0)]), fn("a.ts", "f.~2", [site(50)]));
    const other = idsOf(fn("a.ts", "f.~2", [site(50)]), fn("a.ts", "f.~1", [site(0)]));
    expect([...one].sort()).toEqual([...other].sort());
    expect(new Set([...one.values()].flat()).size).toBe(2);
  });

  it("of a function that an edit moves are found again, unless an equal has come before it", () => {
    const original = fn("a.ts", "f.~2", [site(100), site(110, "b[j]")]);
    const before = idsOf(original).get(original.id);
    const moved = shiftFunction(original, 7);
    expect(idsOf(fn("a.ts", "g", [site(0)]), moved).get(moved.id)).toBe(before);
    const after = idsOf(fn("a.ts", "f.~1", [site(0)]), moved).get(moved.id);
    expect(after?.[0]).not.toBe(before?.[0]);
    expect(after?.[1]).toBe(before?.[1]);
    const other = { ...moved, id: f };
    expect(idsOf(other).get(f)).toEqual(idsOf(fn("a.ts", "f", [site(0), site(9, "b[j]")])).get(f));
  });

  it("differ by module and function", () => {
    const all = [fn("a.ts", "f", [site(0)]), fn("a.ts", "g", [site(0)]), fn("b.ts", "f", [site(0)])].flatMap((one) =>
      [...idsOf(one).values()].flat(),
    );
    expect(new Set(all).size).toBe(3);
  });
});
