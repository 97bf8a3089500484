/**
 * No contract is believed further than it was checked: in development every proof, of an access or of a contract, stays as an assertion, and
 * none of them may fail. In production a program without violation does what it does without guards.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { CaseFile } from "../../cases/case-files.js";
import { runModule, runUnguarded, type Outcome } from "../../cases/run-module.js";
import { buildCases, concurrently } from "../../cases/surety-command.js";
import { ROOT } from "../../source-files.js";
import { ADVERSARIES, type Adversary } from "./adversaries.js";
import { caseOf } from "./run-contracts.js";

const FOLDER = "out/adversaries";

/** What is built and run, and whether values are what their types say there. */
const BUILDS = {
  "checked-throw": ["--mode", "development"],
  "checked-report": ["--mode", "development", "--on-violation", "report"],
  "trusted-throw": ["--mode", "development", "--boundary", "trusted"],
  production: ["--mode", "production"],
} as const;

type BuildName = keyof typeof BUILDS;

const caseAt = (k: number): CaseFile => caseOf(ADVERSARIES[k]?.text ?? "", `${FOLDER}/adversary-${String(k)}.ts`);
const CASES = ADVERSARIES.map((_, k) => caseAt(k));
/** One that changes intrinsics takes A2 from all that are built with it. */
const GROUPS = [true, false].map((tampers) => CASES.filter((_, k) => ADVERSARIES[k]?.tampers === tampers));

async function outcomesOf(build: BuildName, group: readonly CaseFile[]): Promise<readonly (readonly [string, Outcome])[]> {
  const paths = group.map((file) => file.path);
  const built = await buildCases(paths, `${FOLDER}/${build}-${group[0]?.name ?? ""}`, BUILDS[build]);
  return concurrently(group, 2, async (file) => [file.name, await runModule(file, built.emitted(file.name), "guarded")] as const);
}

describe("contracts under attack", () => {
  const found = new Map<BuildName, ReadonlyMap<string, Outcome>>();
  beforeAll(async () => {
    rmSync(path.join(ROOT, FOLDER), { recursive: true, force: true });
    mkdirSync(path.join(ROOT, FOLDER), { recursive: true });
    for (const file of CASES) writeFileSync(path.join(ROOT, file.path), file.text);
    for (const build of Object.keys(BUILDS) as BuildName[]) {
      const outcomes = [];
      for (const group of GROUPS) outcomes.push(...(await outcomesOf(build, group)));
      found.set(build, new Map(outcomes));
    }
  });

  const outcome = (build: BuildName, k: number): Outcome => {
    const one = found.get(build)?.get(caseAt(k).name);
    if (one === undefined) throw new Error(`no outcome of ${String(k)} under ${build}`);
    return one;
  };

  it.each(ADVERSARIES.map((adversary, k): [string, number, Adversary] => [adversary.name, k, adversary]))(
    "%s",
    async (_, k, { lies }) => {
      for (const build of Object.keys(BUILDS) as BuildName[]) {
        if (lies && build.startsWith("trusted")) continue;
        const { recorded, error } = outcome(build, k);
        expect({ build, failed: recorded.filter(({ proved }) => proved) }).toEqual({ build, failed: [] });
        expect(error?.name).not.toBe("SoundnessError");
      }
      const production = outcome("production", k);
      if (production.recorded.length === 0) expect(production).toEqual(await runUnguarded(caseAt(k)));
    },
  );
});
