/** What the grammar exercises: every production of it, and the rules of the prover as far as its evidence names them. */
import { describe, expect, it } from "vitest";
import { ROOT } from "../source-files.js";
import { coverageOf } from "./coverage.js";
import { generatedSource } from "./fuzz.js";
import { generate } from "./generate.js";
import { WAY_NAMES } from "./grammar/effects.js";
import { IDIOM_NAMES } from "./grammar/idioms.js";
import { judge, THROW, TRUSTED } from "./judge.js";
import { createOracle } from "./oracle.js";
import { createVerifier } from "./verify-texts.js";

/** Texts that stand for constructs. */
const CONSTRUCTS =
  "for (|while (|do {| of | in |switch (|try {|catch {|finally {|throw |break|continue|yield|await |async |function*|class |extends |#|private |static |get |set |new Proxy|delete |.subarray(|maxByteLength|new Array(|...|=> {|export |import |arguments|Symbol.|NaN|-0|2 ** 53|>>> 0|\\| 0| % | as any|?.|structuredClone|BigInt64Array|Float32Array|.sort(|reduce(|const [|const {"
    .split(/(?<!\\)\|/u)
    .map((text) => text.replace("\\|", "|"));

describe("coverage", () => {
  it("uses every production and every construct", () => {
    const programs = Array.from({ length: 1500 }, (_, seed) => generate(seed));
    const used = new Set(programs.flatMap(({ productions }) => productions));
    const wanted = [...WAY_NAMES.map((name) => `way ${name}`), ...IDIOM_NAMES.map((name) => `idiom ${name}`)];
    expect(wanted.filter((name) => !used.has(name))).toEqual([]);
    expect(CONSTRUCTS.filter((text) => !programs.some((program) => program.text.includes(text)))).toEqual([]);
  });

  it("makes the prover use its rules", { timeout: 1_200_000 }, async () => {
    const tools = { oracle: createOracle(ROOT), verifier: await createVerifier() };
    const subjects = Array.from({ length: 36 }, (_, k) => {
      const { subject } = generatedSource(3000 + k, ["checked", "trusted"], true);
      const trusted = subject.settings.includes(TRUSTED) && k % 2 === 1;
      return { ...subject, solver: k % 4 === 0, settings: [trusted ? TRUSTED : THROW] };
    });
    const judgements = await judge(subjects, tools);
    tools.oracle.close();
    // These are programs like any other of the fuzzer's.
    expect(judgements.flatMap(({ finds }) => finds)).toEqual([]);
    expect(judgements.flatMap(({ verdicts }) => verdicts.flatMap(({ crashes }) => crashes))).toEqual([]);
    const coverage = coverageOf(judgements);
    const seen = [...coverage.rules.keys(), ...coverage.proved.keys()];
    expect(RULES.filter((rule) => !seen.includes(rule))).toEqual([]);
    expect(coverage.provedAccesses / coverage.accesses).toBeGreaterThan(0.2);
  });
});

const RULES = [
  ...["tier 0", "tier 1", "tier 2"],
  ...["A1", "A1t", "A2", "A3", "A4", "A5"].map((id) => `assumption ${id}`),
  ...["range", "definition", "test", "guard", "invariant"].map((fact) => `fact ${fact}`),
  ...[
    "Array.prototype.push",
    "Array.prototype.pop",
    "Array.prototype.fill",
    "Array.prototype.indexOf",
    "Array.from",
    "Array.prototype.map",
    "Array.prototype.forEach",
  ].map((name) => `intrinsic ${name}`),
  ...["Math.min", "Math.max", "Math.floor", "Number.isInteger", "String.prototype.charCodeAt"].map((name) => `intrinsic ${name}`),
  ...[
    "receiver array",
    "receiver typedArray",
    "receiver tuple",
    "form read",
    "form assign",
    "form update",
    "form pattern",
    "kind bounds.read",
    "kind bounds.write",
  ],
];
