import { describe, expect, it } from "vitest";
import { InternalError } from "../../core/errors.js";
import type { HirProgram, Instr } from "../../core/hir.js";
import { siteId, valueId } from "../../core/ids.js";
import type { VerifiedProgram } from "../../verifier/close-session.js";
import { PROGRAM_STEPS } from "../../verifier/program-steps.js";
import { verifyHir } from "../../verifier/session.js";
import type { SessionOptions } from "../../verifier/session-options.js";
import { verifyHirSync } from "../../verifier/session-sync.js";
import { fixture, fn, manyFunctions, programOf, session, site, steps } from "./program.js";

/**
 * Milliseconds after which a function is given up whose worker hangs. The start of a worker counts, so that functions which must be
 * finished beside it need a second or more on a machine with much else to do.
 */
const SHORT = 2_000;
/** For those whose workers do anything but hang: never waited for. */
const LONG = 60_000;

const drivers: readonly [string, URL, (program: HirProgram, options: SessionOptions) => Promise<VerifiedProgram>][] = [
  ["piscina", fixture("double.mjs"), (program, options) => verifyHir(program, options, steps)],
  [
    "one thread, synchronously",
    fixture("sync-double.mjs"),
    (program, options) => Promise.resolve().then(() => verifyHirSync(program, options, steps)),
  ],
];

/** Verdict kinds (with the kind of the reason) by function name. */
function verdicts(verified: VerifiedProgram): Record<string, string> {
  const found: Record<string, string> = {};
  for (const plan of verified.plans) {
    for (const one of plan.sites) {
      const text =
        one.verdict.kind === "unknown"
          ? `unknown ${one.verdict.reason.kind}`
          : one.verdict.kind === "proved"
            ? `proved ${String(one.verdict.evidence.tier)}`
            : "refuted";
      found[one.functionName] = found[one.functionName] === undefined || found[one.functionName] === text ? text : "mixed";
    }
  }
  return found;
}

const functions = (...names: readonly string[]): HirProgram =>
  programOf(...names.map((name, at) => fn("a.ts", name, [site(at * 100), site(at * 100 + 50)])));

describe.each(drivers)("a session on %s", (_, workerFile, verify) => {
  it("asks the solver only about what is not proved without", async () => {
    const verified = await verify(functions("easy", "hard", "unknown"), session({ workerFile }));
    expect(verdicts(verified)).toEqual({ easy: "proved 1", hard: "proved 3", unknown: "unknown noProof" });
    expect(verified.statistics).toMatchObject({
      obligations: 6,
      proved: 4,
      refuted: 0,
      unknown: 2,
      functions: 3,
      solverCalls: 2,
    });
    expect(verified.incidents).toEqual([]);
  });

  it("names the guards a verdict rests on", async () => {
    const verified = await verify(functions("easy"), session({ workerFile }));
    const [first, second] = verified.plans[0]?.sites ?? [];
    expect(second?.verdict).toMatchObject({ kind: "proved", evidence: { restsOn: [first?.id] } });
  });

  it.each(["exit", "garbage", "swap", "lazy", "throw"])("gives up one function whose worker does: %s", async (name) => {
    const verified = await verify(functions("easy", "other", name, "hard"), session({ workerFile, functionTimeLimit: LONG }));
    expect(verdicts(verified)).toEqual({ easy: "proved 1", other: "proved 1", [name]: "unknown crashed", hard: "proved 3" });
    expect(verified.incidents.map((incident) => incident.function)).toEqual([`a.ts#${name}`]);
  });

  it("keeps what was finished before an uncaught exception", async () => {
    const verified = await verify(functions("easy", "abort", "hard"), session({ workerFile }));
    expect(verdicts(verified)).toEqual({ easy: "proved 1", abort: "proved 1", hard: "proved 3" });
  });

  it("terminates a worker that hangs, and goes on with the rest", async () => {
    const verified = await verify(functions("easy", "hang", "hard"), session({ workerFile, functionTimeLimit: SHORT }));
    expect(verdicts(verified)).toEqual({ easy: "proved 1", hang: "unknown budget", hard: "proved 3" });
  });

  it("keeps what tiers 0 to 2 proved when the solver pass hangs", async () => {
    const verified = await verify(functions("easy", "unknown solverHang"), session({ workerFile, functionTimeLimit: SHORT }));
    expect(verdicts(verified)).toEqual({ easy: "proved 1", "unknown solverHang": "unknown budget" });
  });

  it("gives up on a solver that always hangs", async () => {
    const names = Array.from({ length: 30 }, (_, at) => `unknown solverHang ${String(at)}`);
    const verified = await verify(functions("easy", ...names), session({ workerFile, functionTimeLimit: SHORT }));
    expect(verified.statistics).toMatchObject({ proved: 2, unknown: 60 });
    expect(verified.incidents).toHaveLength(30);
  });

  it("gives up on workers that always crash", async () => {
    const names = Array.from({ length: 60 }, (_, at) => `exit ${String(at)}`);
    const verified = await verify(functions(...names), session({ workerFile }));
    expect(verified.statistics).toMatchObject({ proved: 0, unknown: 120 });
  });

  it("fails the run when verdicts are missing", async () => {
    await expect(verify(functions("easy", "few"), session({ workerFile }))).rejects.toThrow(InternalError);
  });

  it("needs no worker for a program without obligations", async () => {
    const verified = await verify(programOf(fn("a.ts", "", [])), session({ workerFile: new URL("file:///nowhere.mjs") }));
    expect(verified.statistics.obligations).toBe(0);
  });

  it("survives a worker that does not exist", async () => {
    const verified = await verify(
      functions("easy"),
      session({ workerFile: new URL("file:///nowhere.mjs"), functionTimeLimit: SHORT }),
    );
    expect(verdicts(verified)["easy"]).toMatch(/^unknown (crashed|budget)$/);
  });
});

describe("piscina workers", () => {
  it("may run out of memory", async () => {
    const verified = await verifyHir(functions("easy", "oom"), session({ workerFile: fixture("double.mjs") }), steps);
    expect(verdicts(verified)).toEqual({ easy: "proved 1", oom: "unknown crashed" });
  });

  it("may be missing without anyone waiting for them", async () => {
    const slow = {
      ...steps,
      link: (...args: Parameters<typeof steps.link>) => {
        for (const until = performance.now() + 200; performance.now() < until;);
        return steps.link(...args);
      },
    };
    const verified = await verifyHir(functions("easy"), session({ workerFile: new URL("file:///nowhere.mjs") }), slow);
    expect(verdicts(verified)).toEqual({ easy: "unknown crashed" });
  });

  it("cannot stay alive by sending garbage", async () => {
    const verified = await verifyHir(functions("easy", "spam"), session({ workerFile: fixture("double.mjs") }), steps);
    expect(verdicts(verified)).toEqual({ easy: "proved 1", spam: "unknown crashed" });
  });

  it("are terminated in the middle of a Z3 check", async () => {
    const verified = await verifyHir(
      functions("easy"),
      session({ workerFile: fixture("endless-z3.mjs"), functionTimeLimit: 1500 }),
      steps,
    );
    expect(verdicts(verified)).toEqual({ easy: "unknown budget" });
  });

  it("give the same for any number of jobs and any batches", async () => {
    const program = programOf(
      ...manyFunctions(40, 3),
      fn("b.ts", "hard", [site(0), site(10)]),
      fn("b.ts", "unknown", [site(20)]),
    );
    const run = async (jobs: number, batchObligations: number) =>
      JSON.stringify(await verifyHir(program, session({ workerFile: fixture("double.mjs"), jobs, batchObligations }), steps));
    const one = await run(1, 1000);
    expect(await run(4, 5)).toBe(one);
    expect(await run(2, 25)).toBe(one);
    expect(JSON.stringify(verifyHirSync(program, session({ workerFile: fixture("sync-double.mjs") }), steps))).toBe(one);
  });

  it("report progress up to the end", async () => {
    const seen: [number, number][] = [];
    await verifyHir(
      functions("easy", "hard"),
      session({ workerFile: fixture("double.mjs"), onProgress: (done, total) => seen.push([done, total]) }),
      steps,
    );
    expect(seen.at(-1)).toEqual([2, 2]);
  });

  it("refuse a number of jobs that is none", async () => {
    await expect(verifyHir(functions("easy"), session({ jobs: 0 }), steps)).rejects.toThrow(/--jobs is 0/);
  });
});

/** `function f(k) { const a = [1, 2]; a[1]; return a[k]; }` */
function twoReads(): HirProgram {
  const v = valueId;
  const instrs: Instr[] = [
    { op: "const", value: { kind: "number", value: 1 }, out: v(0) },
    { op: "const", value: { kind: "number", value: 2 }, out: v(1) },
    { op: "array", elements: [0, 1].map((at) => ({ kind: "value", value: v(at) })), out: v(2) },
    { op: "getElem", object: v(2), key: v(0), site: siteId(0), out: v(3) },
    { op: "param", index: 0, out: v(4) },
    { op: "getElem", object: v(2), key: v(4), site: siteId(1), out: v(5) },
  ];
  return programOf({
    ...fn("a.ts", "f", [site(0, "a[1]"), site(10, "a[k]")]),
    params: [{ name: "k", type: 0, rest: false, optional: false }],
    types: [{ kind: "unknown" }],
    blocks: [{ instrs, terminal: { kind: "return", value: v(5) } }],
    values: 6,
    valueTypes: [-1, -1, -1, -1, 0, -1],
  });
}

describe("our own workers", () => {
  it("answer the same in a pool and synchronously, with and without a solver", async () => {
    const pooled = await verifyHir(twoReads(), session({}), PROGRAM_STEPS);
    expect(pooled.incidents).toEqual([]);
    expect(pooled.plans[0]?.sites.map((one) => [one.verdict.kind, one.disposition])).toEqual([
      ["proved", "elide"],
      ["unknown", "guard"],
    ]);
    expect(JSON.stringify(verifyHirSync(twoReads(), session({}), PROGRAM_STEPS))).toBe(JSON.stringify(pooled));
    const plain = await verifyHir(twoReads(), session({ solver: "none" }), PROGRAM_STEPS);
    expect(plain.statistics).toMatchObject({ proved: 1, unknown: 1 });
  });
});
