/** As `verifyHir`, for hosts that cannot wait for a promise: the calling thread sleeps while one worker thread works. */
import type { HirProgram } from "../core/hir.js";
import type { FunctionId } from "../core/ids.js";
import { closeSession, noClosedModules, type VerifiedProgram } from "./close-session.js";
import { resultsByModule } from "./module-results.js";
import { PROGRAM_STEPS } from "./program-steps.js";
import { createQueue } from "./queue.js";
import { runQueueSync } from "./run-sync.js";
import type { SessionOptions } from "./session-options.js";
import { worksOf, type LinkedWork, type SessionSteps } from "./session-steps.js";
import { workerFile } from "./worker-file.js";

/** The same verdicts as `verifyHir`; `jobs` has no effect. Throws as `verifyHir` does. */
export function verifyHirSync(program: HirProgram, options: SessionOptions): VerifiedProgram;
/** With other steps. */
export function verifyHirSync<Linked extends LinkedWork>(
  program: HirProgram,
  options: SessionOptions,
  steps: SessionSteps<Linked>,
): VerifiedProgram;
export function verifyHirSync<Linked extends LinkedWork>(
  program: HirProgram,
  options: SessionOptions,
  steps?: SessionSteps<Linked>,
): VerifiedProgram {
  return steps === undefined ? verifyWith(program, options, PROGRAM_STEPS) : verifyWith(program, options, steps);
}

function verifyWith<Linked extends LinkedWork>(
  program: HirProgram,
  options: SessionOptions,
  steps: SessionSteps<Linked>,
): VerifiedProgram {
  const linked = steps.link(program, options);
  const works = worksOf(program, linked);
  const lasting = new Set<FunctionId>();
  const queue = createQueue(works, {
    useSolver: options.solver === "z3",
    batchObligations: options.batchObligations,
    onLasting: (result) => lasting.add(result.function),
  });
  runQueueSync(queue, {
    workerFile: options.workerFile ?? workerFile("sync-worker"),
    functionTimeLimit: options.functionTimeLimit,
    onSettled: () => options.onProgress?.(queue.settled, works.length),
  });
  return closeSession(
    {
      program,
      results: resultsByModule(program.modules, queue.results),
      made: queue.results,
      solverHits: 0,
      isLasting: lasting.size === queue.results.size,
      incidents: queue.incidents,
    },
    {
      plan: (judged) => steps.plan({ ...judged, enforcement: options.enforcement, linked }),
      before: noClosedModules(),
      frame: null,
    },
  );
}
