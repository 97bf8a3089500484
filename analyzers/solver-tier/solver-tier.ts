/**
 * Tier 3: the solver over the facts of tier 2 and what linear arithmetic cannot say (solver-facts.ts), with its own Houdini
 * (solver-invariants.ts).
 *
 * Open goals are tried with tier 2's invariants first. Then the candidates are settled, once for the function, as long as those left
 * would show some goal; the goals are tried again with the survivors.
 */
import type { SolverPort } from "../../core/formula.js";
import type { Budgets } from "../../core/options.js";
import { isWellPlaced, type Candidate } from "../invariants/candidates.js";
import { createDescriber } from "../describe.js";
import { dischargeCopy, type Analysis, type CopyVerdict, type SiteCopy } from "../discharge.js";
import type { FactOrigin, LinearFact, Point } from "../linear/linear-facts.js";
import { atomOf, formKey, type LinearForm } from "../facts/linear-form.js";
import type { SolverModels } from "../counterexamples.js";
import { mineForSolver } from "./solver-candidates.js";
import { solverChecker, type SolverChecker } from "./solver-checker.js";
import { createDefinitions } from "./solver-definitions.js";
import { solverFacts, type Hypotheses, type SolverFacts } from "./solver-facts.js";
import { conjunction, ofAtom, symbolsOfForms } from "./solver-formula.js";
import { candidateFacts, solverHoudini, type SolverInvariants } from "./solver-invariants.js";

export interface SolverTierOutcome {
  readonly verdicts: readonly CopyVerdict[];
  /** Tier 2's candidates, then the ones that tier 3 found. */
  readonly candidates: readonly Candidate[];
  readonly calls: number;
  /** There may be more to prove by an engine: without one nothing is. */
  readonly needsEngine: boolean;
  /** By copy, of goals that stay open. */
  readonly models: SolverModels;
}

type OpenVerdict = Extract<CopyVerdict, { kind: "open" }>;

interface OpenCopy {
  readonly copy: SiteCopy;
  readonly index: number;
  readonly goals: readonly LinearForm[];
  readonly at: Point;
}

const NOTHING: ReadonlySet<number> = new Set();

export function createSolverTier(
  analysis: Analysis,
  mined: readonly Candidate[],
  budgets: Budgets,
): (solver: SolverPort, copies: readonly SiteCopy[], verdicts: readonly CopyVerdict[]) => SolverTierOutcome {
  return (solver, copies, verdicts) => {
    const open = openCopies(copies, verdicts);
    if (open.length === 0) return { verdicts, candidates: analysis.candidates, calls: 0, needsEngine: false, models: new Map() };
    const session = solver.open();
    try {
      const checker = solverChecker(session, budgets);
      const { proofs, candidates, models } = proveOpen(analysis, mined, open, checker, budgets);
      const { calls } = session;
      if (checker.guessed()) return { verdicts, candidates: analysis.candidates, calls, needsEngine: proofs.size > 0, models };
      return {
        verdicts: rediscover(analysis, candidates, open, verdicts, proofs),
        candidates,
        calls,
        needsEngine: false,
        models,
      };
    } finally {
      session.close();
    }
  };
}

function openCopies(copies: readonly SiteCopy[], verdicts: readonly CopyVerdict[]): OpenCopy[] {
  return verdicts.flatMap((verdict: CopyVerdict, index): OpenCopy[] => {
    const copy = copies[index];
    if (verdict.kind !== "open" || copy === undefined || verdict.goals.length === 0) return [];
    const { at, goals }: OpenVerdict = verdict;
    return at === null ? [] : [{ copy, index, goals: goals.map((g) => g.form), at }];
  });
}

/** Origins of a proof by copy index. */
type Proofs = ReadonlyMap<number, readonly FactOrigin[]>;

function proveOpen(
  analysis: Analysis,
  mined: readonly Candidate[],
  open: readonly OpenCopy[],
  checker: SolverChecker,
  budgets: Budgets,
): { readonly proofs: Proofs; readonly candidates: readonly Candidate[]; readonly models: SolverModels } {
  const { graph, interpretation, memory, facts } = analysis;
  const definitions = createDefinitions(graph, interpretation, memory, facts);
  const settled = analysis.invariantsAt;
  const known = new Set(analysis.candidates.map((c) => `${String(c.block)}:${formKey(c.form)}`));
  const more = mineForSolver(
    graph,
    facts,
    interpretation,
    mined,
    open.flatMap(({ goals, at }) => goals.map((form) => ({ block: at.block, form }))),
  ).filter((c) => !known.has(`${String(c.block)}:${formKey(c.form)}`) && isWellPlaced(graph, facts, c));
  const base = analysis.candidates.length;

  const factsWith = (alive: ReadonlySet<number>): SolverFacts => {
    const extra = candidateFacts(analysis, more, alive, base);
    const invariantsAt = (block: number): LinearFact[] => [...settled(block), ...extra(block)];
    return solverFacts({ graph, interpretation, facts, definitions, invariantsAt });
  };
  const models = new Map<number, ReadonlyMap<number, string>>();
  const attempt = (source: SolverFacts, { goals, at, index }: OpenCopy): Hypotheses | null => {
    const hypotheses = source.hypotheses(symbolsOfForms(...goals), at, null);
    const answer = checker.check(hypotheses, conjunction(goals.map((g) => ofAtom(atomOf(g, "<=")))));
    if (answer.kind === "invalid") models.set(index, answer.model);
    return answer.kind === "valid" ? hypotheses : null;
  };
  const originsOf = (h: Hypotheses): FactOrigin[] => [...h.split, ...h.exact].flatMap((f) => [...f.origins]);

  const proofs = new Map<number, readonly FactOrigin[]>();
  const plain = factsWith(NOTHING);
  let waiting: OpenCopy[] = [];
  for (const one of open) {
    // Some checks must be left for the search for invariants.
    if (checker.left() * 2 < budgets.solverChecks) break;
    const proof = attempt(plain, one);
    if (proof !== null) proofs.set(one.index, unique(originsOf(proof)));
    // An engine must tell, which begins anew.
    if (proof !== null && checker.guessed()) return { proofs, candidates: analysis.candidates, models };
    if (proof !== null) continue;
    if (more.some((c) => graph.cfg.dominates(c.block, one.at.block) || graph.cfg.reaches(c.block, one.at.block)))
      waiting.push(one);
  }
  if (waiting.length === 0) return { proofs, candidates: analysis.candidates, models };

  /** What cannot be shown with the candidates that are left is not shown with fewer. */
  const worthwhile = (alive: ReadonlySet<number>): boolean => {
    const source = factsWith(alive);
    while (waiting.length > 0) {
      const [first] = waiting;
      if (first !== undefined && attempt(source, first) !== null) return true;
      waiting = waiting.slice(1);
    }
    return false;
  };
  const invariants = solverHoudini({
    analysis,
    candidates: more,
    base,
    hypotheses: (alive) => factsWith(alive).hypotheses,
    worthwhile,
    checker,
  });
  const survivors = [...invariants.alive].sort((a, b) => a - b);
  if (survivors.length === 0) return { proofs, candidates: analysis.candidates, models };
  const strong = factsWith(invariants.alive);
  const position = new Map(survivors.map((index, k) => [base + index, base + k]));
  for (const one of waiting) {
    const proof = attempt(strong, one);
    if (proof !== null)
      proofs.set(one.index, unique(withSupport(originsOf(proof), invariants, base).map((o) => renumber(o, base, position))));
  }
  return { proofs, candidates: [...analysis.candidates, ...survivors.flatMap((k) => more[k] ?? [])], models };
}

/** The origins together with what the induction of every candidate among them may have used. */
function withSupport(origins: readonly FactOrigin[], invariants: SolverInvariants, base: number): FactOrigin[] {
  const all = new Map<string, FactOrigin>();
  const work = [...origins];
  for (let o = work.pop(); o !== undefined; o = work.pop()) {
    const key = JSON.stringify(o);
    if (all.has(key)) continue;
    all.set(key, o);
    if (o.kind === "invariant" && o.index >= base) work.push(...invariants.support(o.index - base));
    else if (o.kind === "lemma") work.push(...o.used);
  }
  return [...all.values()];
}

function renumber(origin: FactOrigin, base: number, position: ReadonlyMap<number, number>): FactOrigin {
  if (origin.kind === "lemma") return { kind: "lemma", used: origin.used.map((o) => renumber(o, base, position)) };
  return origin.kind === "invariant" && origin.index >= base
    ? { kind: "invariant", index: position.get(origin.index) ?? origin.index }
    : origin;
}

function unique(origins: readonly FactOrigin[]): readonly FactOrigin[] {
  return [...new Map(origins.map((o) => [JSON.stringify(o), o])).entries()]
    .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
    .map(([, o]) => o);
}

/**
 * The verdicts with the proofs found. Each such copy is discharged again by a prover that knows them, so that what its other goals
 * rest on is told too.
 */
function rediscover(
  analysis: Analysis,
  candidates: readonly Candidate[],
  open: readonly OpenCopy[],
  verdicts: readonly CopyVerdict[],
  proofs: Proofs,
): readonly CopyVerdict[] {
  const describe = createDescriber(analysis.graph);
  const result = [...verdicts];
  for (const { copy, index, goals } of open) {
    const origins = proofs.get(index);
    if (origins === undefined) continue;
    const proved = new Set(goals.map(formKey));
    const prove: Analysis["prover"]["prove"] = (goal, at, more) =>
      proved.has(formKey(goal)) ? { used: origins } : analysis.prover.prove(goal, at, more);
    const again = dischargeCopy({ ...analysis, candidates, prover: { prove, budget: analysis.prover.budget } }, copy, describe);
    if (again.kind === "proved") result[index] = { kind: "proved", proof: { ...again.proof, tier: 3 } };
  }
  return result;
}
