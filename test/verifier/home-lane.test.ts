import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lowerProgram } from "../../compiler/lower/lower-program.js";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { loadProgram } from "../../compiler/program/load.js";
import type { HirProgram } from "../../core/hir.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../core/options.js";
import type { FunctionWork } from "../../core/work.js";
import { linkProgram } from "../../analyzers/linking/link.js";
import { createLinear } from "../../solver/linear.js";
import { createHomeLane, type HomeOptions } from "../../verifier/home-lane.js";
import type { Lane } from "../../verifier/lane.js";
import { PROGRAM_STEPS } from "../../verifier/program-steps.js";
import type { Batch, BatchEnd } from "../../verifier/queue.js";
import { verifyHir } from "../../verifier/session.js";
import { DEFAULT_SESSION, laneCount } from "../../verifier/session-options.js";
import { worksOf } from "../../verifier/session-steps.js";
import { NEAR_MISSES, PROVABLE } from "../analyzers/solver-tier/solver-tier-programs.js";
import { fn, site } from "./program.js";

const batch = (works: readonly FunctionWork[]): Batch => ({ pass: "plain", works, retry: false });

/** Of the sites of a run: the tier that proves it, or `open`. */
const tiersOf = ({ messages }: BatchEnd): readonly (number | "open")[] =>
  [...messages.values()].flatMap((message) =>
    message.kind === "threw"
      ? []
      : message.result.sites.map(({ verdict }) => (verdict.kind === "proved" ? verdict.evidence.tier : "open")),
  );

/** Threads of solvers that are none, by what they do with a request. */
const DOUBLES: Readonly<Record<string, string>> = {
  silent: "",
  ends: "process.exit(1)",
  garbage: "send({ kind: 'output', text: 7 })",
  unsat: "send({ kind: 'output', text: 'unsat\\n' })",
};
const doubleOf = (does: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import process from "node:process";
      import { workerData } from "node:worker_threads";
      const { port, signal } = workerData;
      const send = (message) => { port.postMessage(message); Atomics.add(signal, 0, 1); Atomics.notify(signal, 0); };
      process.on("exit", () => send({ kind: "crashed", message: "it ends" }));
      port.on("message", () => { ${does} });`)}`,
  );

describe("the calling thread as a lane", () => {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-home-")));
  const own: { hir: HirProgram; works: readonly FunctionWork[] } = { hir: { modules: [] } as unknown as HirProgram, works: [] };
  beforeAll(() => {
    const paths = [...PROVABLE, ...NEAR_MISSES].map(({ text }, at) => {
      const file = path.join(directory, `m${String(at)}.ts`);
      writeFileSync(file, text);
      return file;
    });
    const loaded = loadProgram({ cwd: directory, paths, project: null, files: NODE_FILE_SYSTEM }, { types: false });
    own.hir = lowerProgram(loaded.program, loaded.files, loaded.projectRoot);
    const linked = linkProgram(own.hir, { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear: createLinear() });
    own.works = worksOf(own.hir, linked);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const withLane = async <T>(options: HomeOptions, use: (lane: Lane) => Promise<T>): Promise<T> => {
    const lane = createHomeLane(options);
    try {
      return await use(lane);
    } finally {
      await lane.close();
    }
  };

  it("comes to the plans that workers come to", async () => {
    const verified = (provesHere: boolean) => verifyHir(own.hir, { ...DEFAULT_SESSION, jobs: 1, provesHere }, PROGRAM_STEPS);
    const here = await verified(true);
    const elsewhere = await verified(false);
    expect(here.plans).toEqual(elsewhere.plans);
    expect(here.incidents).toEqual([]);
    expect(here.statistics.solverCalls).toBeGreaterThan(0);
  });

  it("leaves to workers what a solver is asked about when something may be known, and what was in a crash", () =>
    withLane({}, async (lane) => {
      const end = await lane.run(batch(own.works), { kind: "quick" }, false);
      expect(tiersOf(end)).not.toContain(3);
      const wanted = [...end.messages.values()].map((m) => m.kind === "result" && m.result.statistics.solverGoals > 0);
      expect(wanted).toContain(true);
      expect(lane.takes({ pass: "plain", retry: false })).toBe(true);
      expect(lane.takes({ pass: "plain", retry: true })).toBe(false);
      expect(lane.takes({ pass: "solver", retry: false })).toBe(false);
    }));

  it.each(Object.entries(DOUBLES))("proves nothing by a solver that is %s", async (kind, does) => {
    const engineFile = doubleOf(does);
    const quick = await withLane({}, (lane) => lane.run(batch(own.works), { kind: "quick" }, false));
    const asking = own.works.filter((_, at) => {
      const message = quick.messages.get(at);
      return message?.kind === "result" && message.result.statistics.solverGoals > 0;
    });
    expect(asking).not.toEqual([]);
    // Each time with another thread; in the end a worker is to ask.
    const works = [...asking, ...asking, ...asking, ...asking];
    const end = await withLane({ engineFile, silence: 300 }, (lane) => lane.run(batch(works), { kind: "quick" }, true));
    const plain = await withLane({}, (lane) => lane.run(batch(works), { kind: "none" }, true));
    expect(end.end).toEqual({ kind: "done" });
    expect(tiersOf(end).map((tier) => tier === "open")).toEqual(tiersOf(plain).map((tier) => tier === "open"));
    expect([...end.messages.values()].map((message) => message.kind)).toEqual(works.map(() => "result"));
    // None of them is kept: it says less than another run may, or a worker comes to the result.
    const kinds = [...end.messages.values()].map((m) =>
      m.kind === "result" && m.passing ? "passing" : m.kind === "result" && m.result.statistics.solverGoals > 0 ? "asks" : "kept",
    );
    expect(new Set(kinds.slice(0, 3))).toEqual(new Set(["passing"]));
    expect(kinds.at(-1)).toBe(kind === "unsat" ? "passing" : "asks");
    expect(kinds).not.toContain("kept");
  });

  it("goes on behind a defect, and leaves to a worker what may want more stack", () =>
    withLane({}, async (lane) => {
      const [good, other] = own.works;
      if (good === undefined || other === undefined) throw new Error("there are works");
      const broken = { ...good, function: { ...fn("a.ts", "broken", [site(0)]), blocks: [null] } } as unknown as FunctionWork;
      const { messages, end } = await lane.run(batch([broken, other]), { kind: "quick" }, true);
      expect([...messages.values()].map((message) => message.kind)).toEqual(["threw", "result"]);
      expect(end).toEqual({ kind: "done" });
      const deep = {
        ...good,
        get environment(): never {
          throw new RangeError("Maximum call stack size exceeded");
        },
      } as FunctionWork;
      const { messages: none, end: crash } = await lane.run(batch([deep, other]), { kind: "quick" }, true);
      expect([none.size, crash]).toEqual([0, { kind: "crashed", message: "RangeError: Maximum call stack size exceeded" }]);
    }));

  it("is alone up to some two thousand obligations where there are two processors", () => {
    const lanes = (provesHere: boolean, processors: number) => (obligations: number) =>
      laneCount({ ...DEFAULT_SESSION, jobs: 8, provesHere }, obligations, processors);
    const numbers = [1, 200, 2000, 2001, 1e6];
    expect(numbers.map(lanes(true, 2))).toEqual([1, 1, 1, 2, 8]);
    expect(numbers.map(lanes(true, 8))).toEqual([1, 1, 8, 8, 8]);
    expect(numbers.map(lanes(false, 2))).toEqual([1, 1, 8, 8, 8]);
  });
});
