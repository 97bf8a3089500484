import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { domainText, loadDomain } from "./load-domain.js";
import { failureOf } from "./run-self-test.js";
import { SELF_TESTS } from "./self-tests.js";
import { ROOT } from "../../source-files.js";

const FILES = [
  "transfer",
  "transfer-arithmetic",
  "transfer-bits",
  "transfer-math",
  "refine",
  "refine-kind",
  "refine-rest",
  "compare",
];
const domain = loadDomain();
const hirText = readFileSync(path.join(ROOT, "core/hir.ts"), "utf8");

describe("every transfer function and refinement", () => {
  it("has a self-test", () => {
    const exported = FILES.flatMap((file) =>
      [...domainText(file).matchAll(/^export (?:async )?function (\w+)/gmu)].map(([, name]) => `${file}.${String(name)}`),
    );
    const tested = new Set(SELF_TESTS.map(({ id }) => id.split(" ")[0]));
    expect(exported.filter((name) => !tested.has(name))).toEqual([]);
    expect(exported.length).toBeGreaterThan(25);
    // No other file of the domain exports a transfer function under another name.
    expect(
      FILES.flatMap((file) => [...domainText(file).matchAll(/^export const (\w+) = \(/gmu)].map(([, name]) => name)),
    ).toEqual([]);
  });

  it("has one for every operator and every function of Math", () => {
    const union = (name: string): readonly string[] => {
      const [, body = ""] = new RegExp(`export type ${name} =([^;]+);`, "u").exec(hirText) ?? [];
      return [...body.matchAll(/"([^"]+)"/gu)].map(([, operator = ""]) => operator);
    };
    const ids = new Set(SELF_TESTS.map(({ id }) => id));
    const untested = (of: string, operators: readonly string[]): readonly string[] =>
      operators.filter((operator) => !ids.has(`${of} ${operator}`));
    // `in` and `instanceof` take no numbers on both sides.
    expect(untested("transfer.binary", union("BinaryOperator"))).toEqual(["in", "instanceof"]);
    expect(untested("transfer.unary", union("UnaryOperator"))).toEqual([]);
    const known = [...domainText("transfer-math").matchAll(/^ {2}\["(\w+)", /gmu)].map(([, name = ""]) => name);
    expect(untested("transfer-math.mathCall", known)).toEqual([]);
  });

  it.each(SELF_TESTS.map((test) => [test.id, test] as const))("%s", (_, test) => {
    expect(failureOf(test, domain)).toBeNull();
  });
});
