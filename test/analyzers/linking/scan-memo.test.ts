/** Scans that need not be made again: of functions that an edit has moved, as long as they are asked the same. */
import { expect, it } from "vitest";
import { createScanMemo } from "../../../analyzers/linking/scan-memo.js";
import type { HirFunction, HirModule } from "../../../core/hir.js";
import { shiftFunction } from "../../../core/shift.js";
import { lowerText } from "../../compiler/lower/program-of.js";

const TEXT = "let held: unknown = 1;\nexport function put(): void { held = 2; }\nexport function other(): number { return 3; }";

it("are made again where a function is another, is named otherwise, or its cells are", () => {
  const [module] = lowerText(TEXT).modules;
  if (module === undefined) throw new Error("no module");
  const memo = createScanMemo<string>();
  let made: string[] = [];
  const scanned = (functions: readonly HirFunction[], answer: string): readonly string[] => {
    const one: HirModule = { ...module, functions };
    made = [];
    const found: string[] = [];
    memo.scanModule(one, () => answer, {
      asked: () => "",
      make: (fn) => {
        made.push(fn.name);
        return `${fn.name} ${fn.kind}`;
      },
      // None is nothing, so that each is told.
      each: (result) => {
        found.push(result);
        return false;
      },
    });
    return found;
  };
  const { functions } = module;
  const all = ["(module) module", "put function", "other function"];
  expect(scanned(functions, "a")).toEqual(all);
  expect(made).toEqual(["(module)", "put", "other"]);
  const moved = functions.map((fn) => shiftFunction(fn, 7));
  expect(scanned(moved, "a")).toEqual(all);
  expect(made).toEqual([]);
  expect(scanned(moved, "b")).toEqual(all);
  expect(made).toEqual(["(module)", "put"]);
  const renamed = moved.map((fn) => (fn.name === "other" ? { ...fn, name: "another" } : fn));
  expect(scanned(renamed, "b")).toEqual([...all.slice(0, 2), "another function"]);
  expect(made).toEqual(["another"]);
});
