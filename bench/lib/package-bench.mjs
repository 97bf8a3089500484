import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, minifiedSize } from "./bundle.mjs";
import { figuresOf } from "./figures.mjs";
import { measurePairs, sample } from "./measure.mjs";
import { root } from "./paths.mjs";
import { stage } from "./stage.mjs";
import { surety } from "./surety.mjs";
import { buildUnguarded } from "./unguarded-build.mjs";
import { compareVerifyTime } from "./verify-time.mjs";

/**
 * @typedef {object} BenchOptions
 * @property {number} pairs interleaved pairs of processes
 * @property {number} warmUp runs per process before measuring
 * @property {number} measured measured runs per process
 * @property {number} verifyRounds interleaved rounds of surety verify and tsc
 * @property {boolean} unguardedOnly
 * @property {boolean} control measure the unguarded build against itself too: the noise floor
 */

/**
 * Everything the report says of one package. A step that fails ends the package with `failure`; later packages still run.
 * @param {{ workload: import("./workload.mjs").Workload, id: string, path: string }} entry
 * @param {BenchOptions} options
 * @param {(step: string) => void} progress
 */
export async function benchPackage({ workload, id, path }, options, progress) {
  const { version } = JSON.parse(readFileSync(join(root, workload.packagePath, "..", "package.json"), "utf8"));
  /** @type {Record<string, any>} */
  const row = { package: workload.name, version, violations: workload.violations, failure: null };
  try {
    progress("unguarded build");
    const staged = stage(`packages/${id}`, { sources: join(root, workload.packagePath), ...workload });
    const unguarded = buildUnguarded(staged);
    row.typeErrors = unguarded.typeErrors.length;
    const what = { entries: workload.entries, ...(workload.define ? { define: workload.define } : {}) };
    const a = await bundle({ ...what, outDir: unguarded.outDir, file: join(staged.folder, "unguarded.mjs") });
    const counts = { warmUp: options.warmUp, measured: options.measured };
    if (options.unguardedOnly) {
      progress("unguarded run");
      const one = await sample(a, path, counts);
      row.unguardedMilliseconds = one.milliseconds;
      row.digest = one.digest;
      row.minified = (await minifiedSize({ ...what, outDir: unguarded.outDir })).minified;
      return row;
    }

    row.proved = {};
    for (const boundary of /** @type {const} */ (["checked", "trusted"])) {
      progress(`guarded build, ${boundary}`);
      const outDir = join(staged.folder, `guarded-${boundary}`);
      const args = [
        "build",
        "-p",
        "tsconfig.json",
        "--outDir",
        outDir,
        "--mode",
        "production",
        "--boundary",
        boundary,
        "--on-violation",
        workload.violations,
      ];
      const { report } = await surety(args, { cwd: staged.folder });
      const figures = figuresOf(report);
      row.proved[boundary] = figures.proved;
      row.hoisted = { ...row.hoisted, [boundary]: figures.hoisted };
      if (boundary === "trusted") continue;
      Object.assign(row, {
        sites: figures.obligations,
        functions: figures.functions,
        unsupportedFunctions: figures.unsupportedFunctions,
        unsupported: figures.unsupported,
        tolerated: figures.tolerated,
        guards: figures.guards,
        tiers: figures.tiers,
      });
      const compiled = existsSync(join(outDir, `${workload.entries[0]}.js`)) ? outDir : join(outDir, "src");
      const b = await bundle({ ...what, outDir: compiled, guarded: true, file: join(staged.folder, "guarded.mjs") });
      const [before, after] = [
        await minifiedSize({ ...what, outDir: unguarded.outDir }),
        await minifiedSize({ ...what, outDir: compiled }),
      ];
      row.size = { before, after, growth: after.minified / before.minified, gzipGrowth: after.gzipped / before.gzipped };

      progress("compare results");
      const once = { warmUp: 0, measured: 1, observe: true };
      const [plain, guarded] = [await sample(a, path, once), await sample(b, path, once)];
      row.sameResult = JSON.stringify(plain.digest) === JSON.stringify(guarded.digest);
      row.digest = guarded.digest;
      row.leavesRange = guarded.violations;
      if (!row.sameResult)
        throw new Error(`guarded result differs: ${JSON.stringify(guarded.digest)} instead of ${JSON.stringify(plain.digest)}`);
      if (workload.violations === "throw" && Object.keys(guarded.violations).length > 0)
        throw new Error(`violations that the package caught itself: ${JSON.stringify(guarded.violations)}`);

      progress("run time");
      const measured = await measurePairs({ a, b, workloadPath: path, pairs: options.pairs, ...counts });
      row.unguardedMilliseconds = measured.a.map((one) => one.milliseconds).sort((x, y) => x - y)[options.pairs >> 1];
      row.ratio = measured.ratio;
      row.ratioSpread = measured.spread;
      if (options.control) {
        const control = await measurePairs({ a, b: a, workloadPath: path, pairs: options.pairs, ...counts });
        row.control = { ratio: control.ratio, spread: control.spread };
      }
    }
    progress("verify time");
    row.verifyTime = await compareVerifyTime(staged, options.verifyRounds);
  } catch (error) {
    row.failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  return row;
}
