/** One verification from HIR to plans, on piscina workers. */
import type { HirModule, HirProgram } from "../core/hir.js";
import { closeSession, type VerifiedProgram } from "./close-session.js";
import { openPool } from "./pool.js";
import { createQueue } from "./queue.js";
import { PROGRAM_STEPS } from "./program-steps.js";
import { laneCount, type SessionOptions } from "./session-options.js";
import { worksOf, type LinkedWork, type SessionSteps } from "./session-steps.js";
import { workerFile } from "./worker-file.js";

/**
 * Verdicts and plans for every module. Identical for any number of jobs. Throws ConfigError for bad options and InternalError when
 * the ledger does not close; whatever workers and solver do else ends in verdicts `unknown` and incidents.
 */
export function verifyHir(program: HirProgram, options: SessionOptions): Promise<VerifiedProgram>;
/** With other steps. */
export function verifyHir<Linked extends LinkedWork>(
  program: HirProgram,
  options: SessionOptions,
  steps: SessionSteps<Linked>,
): Promise<VerifiedProgram>;
export function verifyHir<Linked extends LinkedWork>(
  program: HirProgram,
  options: SessionOptions,
  steps?: SessionSteps<Linked>,
): Promise<VerifiedProgram> {
  return steps === undefined ? verifyWith(program, options, PROGRAM_STEPS) : verifyWith(program, options, steps);
}

async function verifyWith<Linked extends LinkedWork>(
  program: HirProgram,
  options: SessionOptions,
  steps: SessionSteps<Linked>,
): Promise<VerifiedProgram> {
  const obligations = program.modules.reduce((sum, module) => sum + obligationsOf(module), 0);
  const lanes = laneCount(options, obligations);
  const pool = (options.openPool ?? openPool)(obligations === 0 ? 0 : lanes, {
    workerFile: options.workerFile ?? workerFile("worker"),
    functionTimeLimit: options.functionTimeLimit,
  });
  try {
    const linked = steps.link(program, options);
    const works = worksOf(program, linked);
    const queue = createQueue(works, { useSolver: options.solver === "z3", batchObligations: options.batchObligations });
    await pool.run(queue, () => options.onProgress?.(queue.settled, works.length));
    return closeSession({ program, results: queue.results, incidents: queue.incidents }, (judged) =>
      steps.plan({ ...judged, enforcement: options.enforcement, linked }),
    );
  } finally {
    await pool.close();
  }
}

function obligationsOf(module: HirModule): number {
  return module.functions.reduce((sum, fn) => sum + fn.sites.length, 0);
}
