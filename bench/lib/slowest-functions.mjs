import { performance } from "node:perf_hooks";
import { linkProgram } from "../../dist/analyzers/linking/link.js";
import { analyseFunction } from "../../dist/analyzers/analyse-function.js";
import { lowerProgram } from "../../dist/compiler/lower/lower-program.js";
import { NODE_FILE_SYSTEM } from "../../dist/compiler/program/file-system.js";
import { loadProgram } from "../../dist/compiler/program/load.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../dist/core/options.js";
import { layered } from "../../dist/solver/layered.js";
import { createLinear } from "../../dist/solver/linear.js";
import { worksOf } from "../../dist/verifier/session-steps.js";

/**
 * The first pass over every function in this thread, longest first.
 * @param {import("./stage.mjs").Stage} stage
 * @param {string} boundary
 * @returns {Promise<readonly { function: string, milliseconds: number, left: number }[]>} `left`: goals for which Z3 is needed
 */
export async function slowestFunctions(stage, boundary) {
  const { program, files, projectRoot } = loadProgram(
    { cwd: stage.folder, paths: [], project: stage.project, files: NODE_FILE_SYSTEM },
    { types: false },
  );
  const hir = lowerProgram(program, files, projectRoot);
  const linear = createLinear();
  const ports = { linear, solver: layered(linear, null) };
  return worksOf(hir, linkProgram(hir, { enforcement: { ...DEFAULT_ENFORCEMENT, boundary }, budgets: DEFAULT_BUDGETS, linear }))
    .map((work) => {
      const start = performance.now();
      const { statistics } = analyseFunction(work, ports);
      return { function: work.function.id, milliseconds: performance.now() - start, left: statistics.solverGoals };
    })
    .sort((a, b) => b.milliseconds - a.milliseconds);
}
