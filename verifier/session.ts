/** Verifications from HIR to plans, on piscina workers: one, or one after the other. */
import type { HirModule, HirProgram } from "../core/hir.js";
import type { FunctionId } from "../core/ids.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import { closeSession, noClosedModules, type VerifiedProgram } from "./close-session.js";
import { openPool, type Pool } from "./pool.js";
import { createQueue, type Queue } from "./queue.js";
import { continuedSteps, PROGRAM_STEPS } from "./program-steps.js";
import { laneCount, type SessionOptions } from "./session-options.js";
import { resultAgain, worksOf, type LinkedWork, type SessionSteps } from "./session-steps.js";
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
export async function verifyHir<Linked extends LinkedWork>(
  program: HirProgram,
  options: SessionOptions,
  steps?: SessionSteps<Linked>,
): Promise<VerifiedProgram> {
  const session = steps === undefined ? createSession(options, PROGRAM_STEPS) : createSession(options, steps);
  try {
    return await session.verify(program);
  } finally {
    await session.close();
  }
}

export interface Session {
  /** As `verifyHir`. Null when `signal` fired before all was proved: what was proved by then is kept for the next. */
  verify(program: HirProgram, signal?: AbortSignal): Promise<VerifiedProgram | null>;
  close(): Promise<void>;
}

/** For one program after another: a function that an edit does not concern is not proved again. Calls must not overlap. */
export function continuedSession(options: SessionOptions): Session {
  return createSession(options, continuedSteps(options));
}

/** Of the last verification. */
interface Known {
  readonly work: FunctionWork;
  readonly result: FunctionResult;
}

interface OpenSession extends Session {
  verify(program: HirProgram): Promise<VerifiedProgram>;
  verify(program: HirProgram, signal?: AbortSignal): Promise<VerifiedProgram | null>;
}

function createSession<Linked extends LinkedWork>(options: SessionOptions, steps: SessionSteps<Linked>): OpenSession {
  const own: { pool: Pool | null; lanes: number; known: ReadonlyMap<FunctionId, Known> } = {
    pool: null,
    lanes: 0,
    known: new Map(),
  };
  const closed = noClosedModules();

  const poolFor = async (program: HirProgram): Promise<Pool> => {
    const obligations = program.modules.reduce((sum, module) => sum + obligationsOf(module), 0);
    const lanes = obligations === 0 ? 0 : laneCount(options, obligations);
    if (own.pool !== null && lanes > own.lanes) {
      await own.pool.close();
      own.pool = null;
    }
    own.lanes = own.pool === null ? lanes : own.lanes;
    own.pool ??= (options.openPool ?? openPool)(lanes, {
      workerFile: options.workerFile ?? workerFile("worker"),
      functionTimeLimit: options.functionTimeLimit,
      questions: options.questions,
    });
    return own.pool;
  };

  async function verify(program: HirProgram): Promise<VerifiedProgram>;
  async function verify(program: HirProgram, signal?: AbortSignal): Promise<VerifiedProgram | null>;
  async function verify(program: HirProgram, signal?: AbortSignal): Promise<VerifiedProgram | null> {
    // The workers load while the program is linked.
    const pool = await poolFor(program);
    const { known: before } = own;
    // Should this end in an exception, then what `linked.changed` is relative to is gone.
    own.known = new Map();
    const linked = steps.link(program, options);
    const works = worksOf(program, linked, (id) => before.get(id)?.work ?? null);
    const known = new Map<FunctionId, FunctionResult>();
    const lasting = new Set<FunctionId>();
    const unknown = works.filter((work) => {
      const last = before.get(work.function.id);
      const result = last === undefined ? null : resultAgain(last, work);
      if (result === null) return true;
      known.set(work.function.id, result);
      return false;
    });
    for (const [id, result] of (await options.results?.find(unknown)) ?? []) known.set(id, result);
    for (const id of known.keys()) lasting.add(id);
    const queue = createQueue(
      unknown.filter((work) => !known.has(work.function.id)),
      {
        useSolver: options.solver === "z3",
        batchObligations: options.batchObligations,
        onLasting: (result) => {
          lasting.add(result.function);
          options.results?.keep(result);
        },
      },
    );
    const hits = options.questions?.hits ?? 0;
    await pool.run(abortable(queue, signal), () => options.onProgress?.(known.size + queue.settled, works.length));
    const results = new Map([...known, ...queue.results]);
    own.known = new Map(
      works.flatMap((work) => {
        const result = results.get(work.function.id);
        return result !== undefined && lasting.has(result.function) ? [[result.function, { work, result }]] : [];
      }),
    );
    if (signal?.aborted === true) return null;
    return closeSession(
      {
        program,
        results,
        known: new Set(known.keys()),
        solverHits: (options.questions?.hits ?? 0) - hits,
        lasting,
        incidents: queue.incidents,
      },
      {
        plan: (judged) => steps.plan({ ...judged, enforcement: options.enforcement, linked }),
        before: closed,
        frame: steps.frame(linked, options),
      },
    );
  }

  return {
    verify,
    close: async () => {
      const { pool } = own;
      own.pool = null;
      await pool?.close();
    },
  };
}

/** What is running when the signal fires is waited for: a batch is short, and its results are good. */
function abortable(queue: Queue, signal: AbortSignal | undefined): Queue {
  return {
    next: () => (signal?.aborted === true ? null : queue.next()),
    settle: queue.settle.bind(queue),
    first: queue.first,
    get solverWanted() {
      return queue.solverWanted;
    },
    get settled() {
      return queue.settled;
    },
    get results() {
      return queue.results;
    },
    get incidents() {
      return queue.incidents;
    },
  };
}

function obligationsOf(module: HirModule): number {
  return module.functions.reduce((sum, fn) => sum + fn.sites.length, 0);
}
