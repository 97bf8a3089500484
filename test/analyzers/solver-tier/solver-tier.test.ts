import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyseFunction } from "../../../analyzers/analyse-function.js";
import { linkProgram } from "../../../analyzers/linking/link.js";
import type { LinkedProgram } from "../../../analyzers/linking/linked-program.js";
import { lowerProgram } from "../../../compiler/lower/lower-program.js";
import { loadProgram } from "../../../compiler/program/load.js";
import type { SolverAnswer, SolverPort } from "../../../core/formula.js";
import type { HirFunction, HirProgram } from "../../../core/hir.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../../core/options.js";
import type { FunctionResult } from "../../../core/work.js";
import { layered } from "../../../solver/layered.js";
import { createLinear } from "../../../solver/linear.js";
import { createSmtPort, DEFAULT_SMT_OPTIONS } from "../../../solver/smt-session.js";
import { createZ3 } from "../../../solver/z3.js";
import { NEAR_MISSES, PROVABLE, type Program } from "./solver-tier-programs.js";

interface Loaded {
  readonly linked: LinkedProgram;
  readonly function: (module: string) => HirFunction;
}

/** Every program as a module of its own, in one TypeScript program. */
function load(directory: string, programs: ReadonlyMap<string, Program>): Loaded {
  const paths = [...programs].map(([name, { text, call }]) => {
    const file = path.join(directory, `${name}.ts`);
    writeFileSync(file, `${text}\nexport function run(n: number): unknown { return ${call}; }\n`);
    return file;
  });
  const loaded = loadProgram({ cwd: directory, paths, project: null, files: NODE_FILE_SYSTEM }, { types: false });
  const hir: HirProgram = lowerProgram(loaded.program, loaded.files, loaded.projectRoot);
  const linked = linkProgram(hir, { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear: createLinear() });
  return {
    linked,
    function: (module) => {
      const found = hir.modules.find((m) => path.basename(m.path) === `${module}.ts`)?.functions.find((fn) => fn.name === "f");
      if (found === undefined) throw new Error(`no function f in ${module}`);
      return found;
    },
  };
}

const named = (prefix: string, programs: readonly Program[]): [string, Program][] =>
  programs.map((program, k) => [`${prefix}${String(k)}`, program]);
const provable = named("provable", PROVABLE);
const nearMisses = named("near", NEAR_MISSES);

const provedSites = (result: FunctionResult): boolean[] => result.sites.map((s) => s.verdict.kind === "proved");

/** A port whose every answer is made by `answer`. */
const answering = (answer: (goals: number) => readonly SolverAnswer[]): SolverPort => ({
  open: () => {
    const own = { calls: 0 };
    return {
      check: (query) => {
        own.calls++;
        return answer(query.goals.length);
      },
      close: () => undefined,
      get calls() {
        return own.calls;
      },
    };
  },
});
/** A port over an engine that prints `reply` for every group of commands; `mark` is the group's sentinel command. */
const printing = (reply: (mark: string) => string): SolverPort =>
  createSmtPort(
    { open: () => ({ evaluate: (text) => reply(/\(echo "([^"]*)"\)\s*$/u.exec(text)?.[1] ?? ""), close: () => undefined }) },
    DEFAULT_SMT_OPTIONS,
  );

const DOUBLES: readonly (readonly [string, SolverPort])[] = [
  ["answers unknown", answering((goals) => Array.from({ length: goals }, () => ({ kind: "unknown", message: "a double" })))],
  ["is not there", answering((goals) => Array.from({ length: goals }, () => ({ kind: "unasked" })))],
  ["answers nothing", answering(() => [])],
  ["answers too much", answering((goals) => Array.from({ length: goals + 1 }, () => ({ kind: "valid" })))],
  [
    "calls everything invalid without a model",
    answering((goals) => Array.from({ length: goals }, () => ({ kind: "invalid", model: new Map() }))),
  ],
  ["prints nothing", printing(() => "")],
  ["prints unsat without the sentinel", printing(() => "unsat\n")],
  ["prints an error before unsat", printing((mark) => `(error "line 1")\nunsat\n${mark}\n`)],
  ["prints unsat twice", printing((mark) => `unsat\nunsat\n${mark}\n`)],
  [
    "dies",
    printing(() => {
      throw new Error("memory access out of bounds");
    }),
  ],
];

describe("tier 3", () => {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-tier3-")));
  let loaded: Loaded;
  let z3: SolverPort;
  beforeAll(async () => {
    z3 = await createZ3();
    loaded = load(directory, new Map([...provable, ...nearMisses]));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const analyse = (module: string, solver: SolverPort | null): FunctionResult =>
    analyseFunction(loaded.linked.work(loaded.function(module).id), { linear: createLinear(), solver });
  const known = new Map<string, FunctionResult>();
  /** What it was found to be the first time. */
  const analysed = (module: string, solver: "z3" | "none"): FunctionResult => {
    const key = `${solver} ${module}`;
    const found = known.get(key) ?? analyse(module, solver === "z3" ? z3 : null);
    known.set(key, found);
    return found;
  };

  it.each(provable.map(([module, { name }]) => [name, module]))("proves %s, which the tiers before do not", (_, module) => {
    const without = analysed(module, "none");
    const withSolver = analysed(module, "z3");
    expect(provedSites(withSolver)).not.toContain(false);
    expect(provedSites(without)).toContain(false);
    expect(without.statistics.solverCalls).toBe(0);
    const tiers = withSolver.sites.flatMap((s) => (s.verdict.kind === "proved" ? [s.verdict.evidence.tier] : []));
    expect(tiers).toContain(3);
    // What the tiers before prove stays theirs.
    without.sites.forEach((site, k) => {
      if (site.verdict.kind === "proved") expect(withSolver.sites[k]?.verdict).toEqual(site.verdict);
    });
  });

  it.each(nearMisses.map(([module, program]) => [program.name, module, program] as const))(
    "does not prove %s",
    (_, module, program) => {
      const fn = loaded.function(module);
      const lines = program.text.split("\n");
      const result = analysed(module, "z3");
      const marked = fn.sites.map((site) =>
        (lines[program.text.slice(0, site.span.start).split("\n").length - 1] ?? "").includes("NEAR"),
      );
      expect(marked).toContain(true);
      result.sites.forEach((site, k) => {
        if (marked[k] === true) expect(site.verdict.kind).toBe("unknown");
      });
    },
  );

  it.each(DOUBLES)("proves nothing with a solver that %s", (_, double) => {
    for (const [module] of provable) {
      expect(provedSites(analyse(module, double))).toEqual(provedSites(analysed(module, "none")));
    }
  });

  it("wants an engine where one proves more, and without one proves no more than with one", () => {
    const linear = createLinear();
    const wants = [...provable, ...nearMisses].map(([module]) => {
      const quick = analyse(module, layered(linear, null));
      const whole = provedSites(analysed(module, "z3"));
      provedSites(quick).forEach((isProved, site) => {
        if (isProved) expect(whole[site]).toBe(true);
      });
      const isWanted = quick.statistics.solverGoals > 0;
      if (!isWanted) expect(provedSites(quick)).toEqual(whole);
      return isWanted;
    });
    expect(new Set(wants)).toEqual(new Set([false, true]));
  });

  it("says the same each time", () => {
    for (const [module] of [...provable, ...nearMisses]) expect(analyse(module, z3)).toEqual(analysed(module, "z3"));
  });

  it("keeps within its budget of checks", () => {
    for (const [module] of provable) {
      const work = loaded.linked.work(loaded.function(module).id);
      const budgets = { ...work.budgets, solverChecks: 3 };
      expect(
        analyseFunction({ ...work, budgets }, { linear: createLinear(), solver: z3 }).statistics.solverCalls,
      ).toBeLessThanOrEqual(3);
    }
  });

  it("tells the assumptions and the intrinsics that a proof rests on", () => {
    const [distance] = analysed("provable1", "z3").sites;
    expect(distance?.verdict).toMatchObject({
      kind: "proved",
      evidence: { tier: 3, assumptions: expect.arrayContaining(["A1", "A2", "A5"]) },
    });
    expect(distance?.verdict).toMatchObject({ evidence: { intrinsics: expect.arrayContaining(["Math.abs"]) } });
  });
});
