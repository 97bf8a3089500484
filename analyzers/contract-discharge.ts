/**
 * Discharges the places where contracts are owed. A contract is branches that lead to `violated` where it does not hold
 * (core/hir.ts): it is proved if and only if no edge into that block can be taken, whatever reaches the branch.
 */
import { clauseText } from "../core/contract-text.js";
import { operandsOf } from "../core/hir-operands.js";
import type { Instr } from "../core/hir.js";
import { BLOCK_END, type Edge } from "./ssa/cfg.js";
import { refine } from "./domain/refine.js";
import { refineNumberTest, truthy, typeofRefine } from "./domain/refine-kind.js";
import * as V from "./domain/value.js";
import { open, proveGoals, type Analysis, type CopyVerdict, type SiteCopy, type SiteGoal } from "./discharge.js";
import { defOf, type Graph } from "./ssa/graph.js";
import type { Point } from "./linear/linear-facts.js";
import { atMost, type LinearForm } from "./facts/linear-form.js";

type Comparison = Extract<Instr, { op: "binary" }>;

/** The conditional edges that lead into `block`, through blocks that only go on. */
function decidingEdges(graph: Graph, block: number): readonly Edge[] {
  const found: Edge[] = [];
  const seen = new Set<number>();
  const work = [block];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const edge of graph.cfg.incoming[next] ?? []) {
      if (edge.condition !== null) found.push(edge);
      else work.push(edge.from);
    }
  }
  return found;
}

/** Blocks whose branch tests a contract, with the `violated` that it leads to: for what a proof rests on. */
export function contractBranches(graph: Graph): ReadonlyMap<number, number> {
  const branches = new Map<number, number>();
  graph.fn.blocks.forEach(({ instrs }, block) => {
    const violated = instrs.find((instr) => instr.op === "violated");
    if (violated?.op !== "violated") return;
    for (const edge of decidingEdges(graph, block)) branches.set(edge.from, violated.out);
  });
  return branches;
}

export function dischargeContract(analysis: Analysis, copy: SiteCopy, describe: (value: number) => string): CopyVerdict {
  const { interpretation, graph, environment, guardFacts } = analysis;
  const site = graph.fn.sites[copy.site];
  const isEntry = site?.form.kind === "contract" && site.form.role === "entry" && site.form.contract.kind === "requires";
  // A closed function is entered by calls that the program contains. Each of them checks the contract right before (link.ts): it is
  // guarded there, or proved. So it holds here, if reading it again yields the same. By induction on the number of calls made: no later call
  // is used.
  const read = isEntry && guardFacts && environment.callersCheck ? quietlyRead(analysis) : null;
  if (read !== null) return { kind: "proved", proof: { tier: 1, origins: [{ kind: "callers" }], values: read } };
  const edges = decidingEdges(graph, copy.block).filter(({ from }) => interpretation.reachable[from] === 1);
  if (edges.length === 0) return open("that the code is reached: no path that is understood leads here");
  const words = wordsOf(analysis, copy);
  const values: number[] = [];
  const goals: SiteGoal[] = [];
  let at: Point | null = null;
  for (const { from, condition } of edges) {
    if (condition === null) continue;
    values.push(condition.value);
    const edge: BadEdge = { value: condition.value, sense: condition.sense, from };
    if (isNeverTaken(analysis, edge)) continue;
    // Outside callers may pass anything, and nothing in the function could show that they do not.
    if (isEntry && environment.parameters === null)
      return open(`\`${words}\`: \`${graph.fn.name}\` can be called from outside the program`);
    const needed = neededFor(analysis, edge, { words, describe });
    if (typeof needed === "string") return open(needed);
    // Goals of one comparison: what is known at another one need not be known here.
    if (at !== null) return open(`\`${words}\``);
    goals.push(...needed);
    at = { block: from, position: BLOCK_END };
  }
  // Every edge is infeasible by ranges and kinds alone. (Its test itself is evaluated: `from` is reached.)
  if (at === null)
    return { kind: "proved", proof: { tier: 1, origins: values.map((value) => ({ kind: "range", value })), values } };
  return proveGoals(analysis, at, goals, values);
}

/** The operands of the entry contracts; null when reading them can run code: a getter may say something else the second time. */
function quietlyRead({ graph, interpretation }: Analysis): readonly number[] | null {
  const { entryFrom, entryTo } = graph.fn.contracts;
  const values: number[] = [];
  for (const [block, { instrs }] of graph.fn.blocks.entries()) {
    if (interpretation.reachable[block] === 0) continue;
    for (const [position, instr] of instrs.entries()) {
      if (instr.out < entryFrom || instr.out >= entryTo) continue;
      if (interpretation.outcomeAt(instr, block, position).runsUnknown) return null;
      values.push(...operandsOf(instr));
    }
  }
  return values;
}

/** The clause that the copy checks: the front end makes one `violated` a clause, in order, for each copy of the code. */
function wordsOf({ graph }: Analysis, copy: SiteCopy): string {
  const form = graph.fn.sites[copy.site]?.form;
  if (form?.kind !== "contract") return "";
  const outs: number[] = [];
  for (const { instrs } of graph.fn.blocks)
    for (const instr of instrs) if (instr.op === "violated" && instr.site === copy.site) outs.push(instr.out);
  outs.sort((a, b) => a - b);
  const clause = form.contract.clauses[outs.indexOf(copy.instr.out) % form.contract.clauses.length];
  return clause === undefined ? form.contract.text : clauseText(clause);
}

interface BadEdge {
  readonly value: number;
  /** The truth that takes the edge. */
  readonly sense: boolean;
  readonly from: number;
}

/** By ranges and kinds alone: the condition is never that, or its operand is of no kind that would make it that. */
function isNeverTaken(analysis: Analysis, { value, sense, from }: BadEdge): boolean {
  const { interpretation, graph, environment } = analysis;
  const known = (operand: number): V.AbstractValue => interpretation.factAt(operand, from, BLOCK_END).value;
  if (V.isBottom(truthy(known(value), sense))) return true;
  const def = defOf(graph, value);
  const instr = def.kind === "instr" ? def.instr : null;
  if (instr?.op === "binary") {
    const tested = typeofTest(graph, instr);
    if (tested !== null) return V.isBottom(typeofRefine(known(tested.operand), tested.text, sense));
    const narrowed = refine(instr.operator, sense, known(instr.left), known(instr.right));
    return COMPARISONS.has(instr.operator) && (V.isBottom(narrowed.left) || V.isBottom(narrowed.right));
  }
  const operand = instr?.op === "callMethod" && instr.name === "isInteger" ? instr.args[0]?.value : undefined;
  // Only of the original function the outcome is known (A2).
  return (
    operand !== undefined &&
    environment.a2.kind === "enforceable" &&
    V.isBottom(refineNumberTest("Number.isInteger", sense, known(operand)))
  );
}

const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "===", "!=", "!=="]);

function typeofTest(graph: Graph, instr: Comparison): { readonly operand: number; readonly text: string } | null {
  const left = defOf(graph, instr.left);
  const right = defOf(graph, instr.right);
  const test = left.kind === "instr" && left.instr.op === "unary" && left.instr.operator === "typeof" ? left.instr : null;
  const constant = right.kind === "instr" && right.instr.op === "const" ? right.instr.value : null;
  if (test === null || instr.operator !== "===" || constant?.kind !== "string") return null;
  return { operand: test.value, text: constant.value };
}

interface Wording {
  /** The clause as the contract has it. */
  readonly words: string;
  readonly describe: (value: number) => string;
}

/** What would show that the edge is never taken: linear goals, or words where no linear goal says it. */
function neededFor(analysis: Analysis, edge: BadEdge, { words, describe }: Wording): readonly SiteGoal[] | string {
  const { graph, facts } = analysis;
  const def = defOf(graph, edge.value);
  const instr = def.kind === "instr" ? def.instr : null;
  const that = (value: number, what: string): string => {
    const name = describe(value);
    return name.includes("…") ? `\`${words}\`` : `that \`${name}\` is ${what}`;
  };
  const argument = instr?.op === "callMethod" && instr.name === "isInteger" && !edge.sense ? instr.args[0] : undefined;
  if (argument !== undefined) return that(argument.value, "an integer");
  if (instr?.op !== "binary") return `\`${words}\``;
  const tested = typeofTest(graph, instr);
  if (tested !== null) return that(tested.operand, `a ${tested.text}`);
  const right = defOf(graph, instr.right);
  if (instr.operator === "==" && edge.sense && right.kind === "instr" && right.instr.op === "const")
    return that(instr.left, "neither null nor undefined");
  const at: Point = { block: edge.from, position: BLOCK_END };
  const [a, b] = [facts.form(instr.left, at), facts.form(instr.right, at)];
  if (a === null || b === null) {
    const unclear = [a === null ? instr.left : null, b === null ? instr.right : null].filter((v) => v !== null);
    const named = [...new Set(unclear.map(describe))].filter((text) => !text.includes("…")).map((text) => `\`${text}\``);
    return `\`${words}\`: ${named.length === 0 ? "a side of it" : named.join(" and ")} may be a fraction or infinite`;
  }
  const forms = formsOf(instr.operator, !edge.sense, { left: a, right: b });
  return forms === null ? `\`${words}\`` : forms.map((form) => ({ form, words }));
}

/**
 * Forms that are at most 0 if and only if the comparison has the truth wanted. Both sides are finite integers (their forms exist), hence
 * never NaN, so that a comparison that is false is the opposite comparison.
 */
function formsOf(
  operator: Comparison["operator"],
  truth: boolean,
  { left, right }: { readonly left: LinearForm; readonly right: LinearForm },
): readonly LinearForm[] | null {
  const all = (...forms: readonly (LinearForm | null)[]): readonly LinearForm[] | null => {
    const known = forms.filter((form) => form !== null);
    return known.length === forms.length ? known : null;
  };
  switch (operator) {
    case "<":
      return truth ? all(atMost(left, right, 1)) : all(atMost(right, left));
    case "<=":
      return truth ? all(atMost(left, right)) : all(atMost(right, left, 1));
    case ">":
      return truth ? all(atMost(right, left, 1)) : all(atMost(left, right));
    case ">=":
      return truth ? all(atMost(right, left)) : all(atMost(left, right, 1));
    case "===":
      return truth ? all(atMost(left, right), atMost(right, left)) : null;
    case "!==":
      return truth ? null : all(atMost(left, right), atMost(right, left));
    default:
      return null;
  }
}
