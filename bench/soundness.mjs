/**
 * `node bench/soundness.mjs [--only part] [--each] [--quick] [--json] [--unguarded-only]`
 * 1. No obligation is proved at an `// OOB` mark. 2. What is emitted, run: provable cases give the same guarded as unguarded, traps stop at
 * their mark. Production and development (`--quick`: production). `--each` compiles every case as a program of its own as well; a set of
 * cases in one program hides wrong proofs, because one case that tampers with intrinsics disarms them for all.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { runCase } from "./lib/case-run.mjs";
import { singleProject, stageCases } from "./lib/cases.mjs";
import { benchOptions, progressLine, publish } from "./lib/command-line.mjs";
import { concurrently } from "./lib/concurrently.mjs";
import { judgeProvable, judgeTrap, provedAtMark } from "./lib/judge.mjs";
import { markdownTable } from "./lib/markdown.mjs";
import { surety } from "./lib/surety.mjs";
import { buildUnguarded } from "./lib/unguarded-build.mjs";

const flags = benchOptions({
  only: { type: "string" },
  each: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  "unguarded-only": { type: "boolean", default: false },
});
const modes = flags.quick ? ["production"] : ["production", "development"];
/** @type {{ kind: string, case: string, build: string, ok: boolean, how: string }[]} */
const results = [];

for (const kind of /** @type {const} */ (["traps", "provable"])) {
  const set = stageCases(kind, flags.only);
  const { outDir } = buildUnguarded(set.stage);
  const unguarded = await concurrently(set.cases, 2, (one) => runCase(join(outDir, `${one.name}.js`)));
  if (flags["unguarded-only"]) {
    for (const [index, one] of set.cases.entries()) {
      const outcome = unguarded[index] ?? { outcome: "crashed", message: "no outcome" };
      const how =
        outcome.outcome === "returned"
          ? outcome.value.slice(0, 60)
          : outcome.outcome === "threw"
            ? `${outcome.error.name} ${outcome.error.message.slice(0, 60)}`
            : outcome.message;
      results.push({ kind, case: one.name, build: "unguarded", ok: outcome.outcome === "returned" || kind === "traps", how });
    }
    continue;
  }
  for (const mode of modes) {
    for (const each of flags.each ? [false, true] : [false]) {
      progressLine(`${kind}, ${mode}${each ? ", each a program of its own" : ""}`);
      await guardedRuns({ kind, set, unguarded, mode, each });
    }
  }
}

const failed = results.filter((one) => !one.ok);
const groups = [...new Set(results.map((one) => `${one.kind}, ${one.build}`))].map((group) => {
  const own = results.filter((one) => `${one.kind}, ${one.build}` === group);
  return [group, String(own.filter((one) => one.ok).length), String(own.length)];
});
const failures =
  failed.length === 0
    ? ""
    : `\n\n${markdownTable(
        ["failed", "build", "what happened"],
        failed.map((one) => [`${one.kind}/${one.case}`, one.build, one.how.replaceAll("\n", " ").replaceAll("|", "\\|")]),
      )}`;
publish("soundness", {
  json: results,
  markdown: `${markdownTable(["cases and build", "right", "of"], groups)}${failures}`,
  asJson: flags.json,
});
if (failed.length > 0) process.exitCode = 1;

/**
 * Builds and runs the cases of one kind, and judges them into `results`.
 * @param {{ kind: "traps" | "provable", set: import("./lib/cases.mjs").CaseSet, unguarded: readonly import("./lib/case-run.mjs").CaseOutcome[], mode: string, each: boolean }} what
 */
async function guardedRuns({ kind, set, unguarded, mode, each }) {
  const build = each ? `${mode}, each` : mode;
  const cwd = set.stage.folder;
  const buildTo = (/** @type {string} */ project, /** @type {string} */ outDir) =>
    surety(["build", "-p", project, "--outDir", outDir, "--mode", mode], { cwd });
  const together = each ? null : await buildTo("tsconfig.json", `guarded-${mode}`);
  const outcomes = await concurrently(set.cases, 2, async (one) => {
    const outDir = join(cwd, each ? `each-${mode}/${one.name}` : `guarded-${mode}`);
    try {
      const { report } = together ?? (await buildTo(singleProject(set, one), outDir));
      const file = [join(outDir, `${one.name}.js`), join(outDir, "src", `${one.name}.js`)].find(existsSync);
      if (file === undefined) throw new Error(`no ${one.name}.js in ${outDir}`);
      return { report, outcome: await runCase(file) };
    } catch (error) {
      return { report: null, outcome: /** @type {const} */ ({ outcome: "crashed", message: String(error) }) };
    }
  });
  for (const [index, one] of set.cases.entries()) {
    const { report, outcome } = outcomes[index] ?? { report: null, outcome: { outcome: "crashed", message: "no outcome" } };
    const obligations = report?.obligations ?? [];
    if (kind === "traps") {
      const unsound = provedAtMark(one, obligations).map(
        (obligation) => `\`${obligation.text}\` at line ${obligation.line} proved by tier ${obligation.tier}`,
      );
      results.push({
        kind: "trap proofs",
        case: one.name,
        build,
        ok: report !== null && unsound.length === 0,
        how: report === null ? "no report" : unsound.join("; "),
      });
      results.push({ kind, case: one.name, build, ...judgeTrap(one, outcome, obligations) });
    } else {
      results.push({ kind, case: one.name, build, ...judgeProvable(outcome, unguarded[index] ?? outcome) });
    }
  }
}
