/** Verifications from HIR to plans, on piscina workers: one, or one after the other. */
import type { HirModule, HirProgram } from "../core/hir.js";
import type { FunctionId, ModulePath } from "../core/ids.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import { closeSession, noClosedModules, type VerifiedProgram } from "./close-session.js";
import { resultsByModule, type ModuleResults } from "./module-results.js";
import { openPool, openPoolHere, type Pool } from "./pool.js";
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

/** What is known of a module that was verified. */
interface KnownModule {
  readonly module: HirModule;
  readonly results: ModuleResults;
  /** Of functions that owe something: those whose results last. */
  readonly known: ReadonlyMap<FunctionId, Known>;
  /** That is all of them. */
  readonly isWhole: boolean;
}

interface OpenSession extends Session {
  verify(program: HirProgram): Promise<VerifiedProgram>;
  verify(program: HirProgram, signal?: AbortSignal): Promise<VerifiedProgram | null>;
}

function createSession<Linked extends LinkedWork>(options: SessionOptions, steps: SessionSteps<Linked>): OpenSession {
  const own: { pool: Pool | null; lanes: number; known: ReadonlyMap<ModulePath, KnownModule> } = {
    pool: null,
    lanes: 0,
    known: new Map(),
  };
  const closed = noClosedModules();

  const poolFor = async (program: HirProgram): Promise<Pool> => {
    // As many as there can be: nothing has to be counted.
    if (own.pool !== null && own.lanes === laneCount(options, Infinity)) return own.pool;
    const obligations = program.modules.reduce((sum, module) => sum + obligationsOf(module), 0);
    const lanes = obligations === 0 ? 0 : laneCount(options, obligations);
    if (own.pool !== null && lanes > own.lanes) {
      await own.pool.close();
      own.pool = null;
    }
    own.lanes = own.pool === null ? lanes : own.lanes;
    own.pool ??= (options.openPool ?? (options.provesHere ? openPoolHere : openPool))(lanes, {
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
    const same = modulesAgain(program, linked, before);
    const rest = program.modules.filter((module) => !same.has(module));
    const results = new Map<FunctionId, FunctionResult>();
    const last = new Map<FunctionId, Known>();
    for (const { path } of rest) for (const [id, one] of before.get(path)?.known ?? []) last.set(id, one);
    const works = worksOf({ modules: rest }, linked, (id) => last.get(id)?.work ?? null);
    const unknown = works.filter((work) => {
      const known = last.get(work.function.id);
      const result = known === undefined ? null : resultAgain(known, work);
      if (result === null) return true;
      results.set(work.function.id, result);
      return false;
    });
    for (const [id, result] of (await options.results?.find(unknown)) ?? []) results.set(id, result);
    const lasting = new Set(results.keys());
    const asked = unknown.filter((work) => !results.has(work.function.id));
    const queue = createQueue(asked, {
      useSolver: options.solver === "z3",
      batchObligations: options.batchObligations,
      onLasting: (result) => {
        lasting.add(result.function);
        options.results?.keep(result);
      },
    });
    const hits = options.questions?.hits ?? 0;
    const known = results.size + [...same.values()].reduce((sum, module) => sum + module.results.size, 0);
    await pool.run(
      abortable(queue, signal),
      () => options.onProgress?.(known + queue.settled, known + asked.length),
      results.size === 0 && same.size === 0,
    );
    for (const [id, result] of queue.results) results.set(id, result);
    const made = new Map<FunctionId, Known>();
    for (const work of works) {
      const result = results.get(work.function.id);
      if (result !== undefined && lasting.has(result.function)) made.set(result.function, { work, result });
    }
    const fresh = new Map(
      resultsByModule(rest, results).flatMap((own, at) => {
        const module = rest[at];
        return module === undefined ? [] : [[module, knownModule(module, own, made)] as const];
      }),
    );
    const modules = program.modules.flatMap((module) => same.get(module) ?? fresh.get(module) ?? []);
    own.known = new Map(modules.map((one) => [one.module.path, one]));
    if (signal?.aborted === true) return null;
    return closeSession(
      {
        program,
        results: modules.map((one) => one.results),
        made: queue.results,
        solverHits: (options.questions?.hits ?? 0) - hits,
        isLasting: lasting.size === results.size,
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

/** Modules that are the same objects, none of whose works may be another, and all of whose results last. */
function modulesAgain(
  { modules }: HirProgram,
  { changed }: LinkedWork,
  before: ReadonlyMap<ModulePath, KnownModule>,
): ReadonlyMap<HirModule, KnownModule> {
  const same = new Map<HirModule, KnownModule>();
  if (changed === null) return same;
  let elsewhere = 0;
  for (const module of modules) {
    const last = before.get(module.path);
    if (last?.module === module && last.isWhole) same.set(module, last);
    else for (const { id } of module.functions) if (changed.has(id)) elsewhere++;
  }
  // A function that may have another work lies in a module that is the same.
  return elsewhere === changed.size ? same : new Map<HirModule, KnownModule>();
}

function knownModule(module: HirModule, results: ModuleResults, made: ReadonlyMap<FunctionId, Known>): KnownModule {
  const known = new Map<FunctionId, Known>();
  let isWhole = true;
  for (const fn of module.functions) {
    const one = made.get(fn.id);
    if (one !== undefined) known.set(fn.id, one);
    else if (fn.sites.length > 0) isWhole = false;
  }
  return { module, results, known, isWhole };
}

/** What is running when the signal fires is waited for: a batch is short, and its results are good. */
function abortable(queue: Queue, signal: AbortSignal | undefined): Queue {
  return {
    next: (takes) => (signal?.aborted === true ? null : queue.next(takes)),
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
