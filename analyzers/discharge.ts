/**
 * Discharges the sites of one function by tiers 0 to 2. A site instruction may stand for a site several times (copies of `finally`):
 * the site is proved only if every reachable copy is.
 */
import type { HirFunction, Instr } from "../core/hir.js";
import { siteId, type FunctionId } from "../core/ids.js";
import type { SiteResult } from "../core/work.js";
import { NO_NEED, NO_SITE_FACTS, type SiteFacts, type Tier, type UnknownReason, type Verdict } from "../core/verdict.js";
import type { Candidate } from "./invariants/candidates.js";
import { contractBranches, dischargeContract } from "./contract-discharge.js";
import { ADDITIVE, createDescriber, type Describer } from "./describe.js";
import type { Environment } from "./facts/environment.js";
import { supportOf, type SliceInput } from "./evidence.js";
import { dereferenced, isNumberOnly, isObjectOnly, isQuietPrimitive, isStringOnly, isTypedArrayOnly } from "./facts/fact.js";
import type { Flow } from "./escape/flow.js";
import { find, type Graph } from "./ssa/graph.js";
import type { Interpretation } from "./interpretation/interpret.js";
import type { FactOrigin, LinearFact, LinearFacts, Point } from "./linear/linear-facts.js";
import { atMost, constantForm, type LinearForm } from "./facts/linear-form.js";
import type { LinearProver } from "./linear/linear-prover.js";
import type { MemoryNames } from "./memory/memory-names.js";
import { genuine, iterates, type Genuine } from "./interpretation/semantics-context.js";
import { isArrayOnly, isTypedOnly } from "./facts/shape.js";

/** The goals of a site that remain after its receiver and key were classified: each `form <= 0`. */
export interface SiteGoal {
  readonly form: LinearForm;
  readonly words: string;
}

export interface SiteProof {
  readonly tier: Tier;
  readonly origins: readonly FactOrigin[];
  /** Values the proof speaks of. */
  readonly values: readonly number[];
}

export type CopyVerdict =
  | { readonly kind: "proved"; readonly proof: SiteProof }
  | {
      readonly kind: "open";
      readonly reason: UnknownReason;
      readonly goals: readonly SiteGoal[];
      readonly at: Point | null;
      readonly values: readonly number[];
    };

export interface Analysis {
  readonly graph: Graph;
  readonly interpretation: Interpretation;
  readonly memory: MemoryNames;
  readonly flow: Flow;
  readonly environment: Environment;
  readonly facts: LinearFacts;
  readonly prover: LinearProver;
  readonly invariantsAt: (block: number) => LinearFact[];
  readonly candidates: readonly Candidate[];
  readonly inductions: readonly (readonly FactOrigin[])[];
  /** Of each element claim: the values it speaks of, and what keeping it up used. */
  readonly elementClaims: SliceInput["elementClaims"];
  readonly guardFacts: boolean;
  /** Intrinsics that any fact of the function stands on. */
  readonly intrinsics: () => readonly string[];
}

type SiteInstr = Extract<Instr, { op: "getElem" | "setElem" | "patternElem" | "literalElem" | "violated" }>;

const SITE_OPS: ReadonlySet<Instr["op"]> = new Set(["getElem", "setElem", "patternElem", "literalElem", "violated"]);

const isSiteInstr = (instr: Instr): instr is SiteInstr => SITE_OPS.has(instr.op);

export interface SiteCopy {
  readonly instr: SiteInstr;
  readonly site: number;
  readonly block: number;
  readonly position: number;
}

export function siteCopies(fn: HirFunction, rpo: readonly number[]): readonly SiteCopy[] {
  const copies: SiteCopy[] = [];
  for (const block of rpo)
    (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      if (isSiteInstr(instr) && instr.site !== null) copies.push({ instr, site: instr.site, block, position });
    });
  return copies;
}

export const open = (
  missing: string,
  at: Point | null = null,
  goals: readonly SiteGoal[] = [],
  values: readonly number[] = [],
): CopyVerdict => ({
  kind: "open",
  reason: { kind: "noProof", missing, need: NO_NEED },
  goals,
  at,
  values,
});

function receiverOf(analysis: Analysis, copy: SiteCopy): number | null {
  const { instr } = copy;
  if (instr.op === "literalElem" || instr.op === "violated") return null;
  if (instr.op !== "patternElem") return instr.object;
  const start = analysis.graph.defs[find(analysis.graph, instr.pattern)];
  return start?.kind === "instr" && start.instr.op === "patternStart" ? start.instr.iterable : null;
}

/** Tiers 0 to 2 for one copy of a site. */
export function dischargeCopy(analysis: Analysis, copy: SiteCopy, describe: Describer): CopyVerdict {
  const verdict = dischargeAlone(analysis, copy, describe);
  const { instr } = copy;
  const shown = analysis.memory.shown.get(instr.out);
  if (verdict.kind === "proved" || shown === undefined || instr.op !== "getElem") return verdict;
  // The element that an earlier access has found or put there (element-reads.ts).
  const values = [instr.object, instr.key, instr.out];
  return { kind: "proved", proof: { tier: 2, origins: [{ kind: "guard", instr: shown }], values } };
}

function dischargeAlone(analysis: Analysis, copy: SiteCopy, describe: Describer): CopyVerdict {
  const { interpretation, facts, memory, graph, flow } = analysis;
  const { instr, block, position } = copy;
  const at: Point = { block, position };
  // The literal has no spread and no hole, and nobody but the pattern sees it: element `index` is there, reached or not.
  if (instr.op === "literalElem") {
    if (instr.index < instr.length) return { kind: "proved", proof: { tier: 1, origins: [], values: [instr.out] } };
    return open(`${String(instr.index)} < ${String(instr.length)}`);
  }
  if (instr.op === "violated") return dischargeContract(analysis, copy, describe);
  if (interpretation.reachable[block] === 0) return open("that the code is reached: no path that is understood leads here");
  const context = interpretation.contextAt(block, position);
  const receiver = receiverOf(analysis, copy);
  if (receiver === null) return open("what is destructured");
  const name = describe(receiver);
  const kind: Genuine = genuine(context, receiver) ?? typedAnyway(interpretation, receiver, at);
  if (kind === null) {
    const fact = dereferenced(interpretation.factAt(receiver, block, position));
    if (isObjectOnly(fact) && (isArrayOnly(fact.shape) || isTypedOnly(fact.shape)))
      return open(`that no other code has changed what \`${name}\` is`);
    return open(`that \`${name}\` is an ordinary array, a typed array or a string: its declared type is not checked at run time`);
  }
  if (instr.op === "patternElem" && !iterates(context, receiver))
    return open(`that \`${name}\` is iterated by the original iterator: code outside the program might replace it`);
  // A string is iterated by code points, and a pair of surrogates is one: its length says too much.
  if (instr.op === "patternElem" && kind === "string")
    return open(`that \`${name}\` has as many code points as the pattern takes`);
  const write = instr.op === "setElem";
  if (kind === "string" && write) return open(`that the write lands: \`${name}\` is a string`);
  if ((kind === "array" || kind === "list") && !write) {
    if (!interpretation.factAt(receiver, block, position).shape.dense || context.holed(receiver))
      return open(`that \`${name}\` has no holes`);
  }
  // The conversion may run any code, after the place is known and before the store: no matter where that code can reach neither the
  // typed array nor its buffer.
  if (
    instr.op === "setElem" &&
    kind !== "array" &&
    !isQuietPrimitive(interpretation.factAt(instr.value, block, position)) &&
    !(kind === "typed" && interpretation.factAt(receiver, block, position).shape.ownBuffer && !flow.escaped(receiver, at, true))
  )
    return open(`that converting the stored value cannot change \`${name}\`: it may be an object`);
  const length = memory.siteLength.get(instr.out);
  if (length === undefined) return open(`the length of \`${name}\``);
  const append = write && kind === "array" ? 0 : 1;
  const size = facts.fact(length, at).value.number;
  const values = [receiver, length];
  if (instr.op === "patternElem") {
    if (size !== null && instr.index < size.lo)
      return { kind: "proved", proof: { tier: 1, origins: [{ kind: "range", value: length }], values } };
    const sizeForm = facts.form(length, at);
    const upper = sizeForm && atMost(constantForm(instr.index), sizeForm, 1);
    const words = `${String(instr.index)} < ${describe(length)}`;
    return upper === null ? open(`\`${words}\``) : proveGoals(analysis, at, [{ form: upper, words }], values);
  }
  values.push(instr.key);
  const keyName = describe(instr.key);
  const keyFact = facts.fact(instr.key, at);
  const key = keyFact.value.number;
  if (!isNumberOnly(keyFact) || key === null) return open(`that \`${keyName}\` is a number`, at, [], [instr.key]);
  if (!key.integer || key.nan)
    return open(`that \`${keyName}\` is an integer${key.nan ? " (it may be NaN)" : ""}`, at, [], [instr.key]);
  // Tier 1: intervals alone. (-0 names element 0.)
  if (key.lo >= 0 && size !== null && key.hi <= size.lo - append) {
    return {
      kind: "proved",
      proof: {
        tier: 1,
        origins: [
          { kind: "range", value: instr.key },
          { kind: "range", value: length },
        ],
        values,
      },
    };
  }
  const keyForm = facts.form(instr.key, at);
  const sizeForm = facts.form(length, at);
  if (keyForm === null || sizeForm === null) return open(`that \`${keyName}\` is a finite integer`);
  const goals: SiteGoal[] = [];
  const compared = describe(instr.key, ADDITIVE);
  const lower = atMost(constantForm(0), keyForm);
  const upper = atMost(keyForm, sizeForm, append);
  if (lower === null || upper === null) return open(`that \`${keyName}\` stays small enough to reason about`);
  if (key.lo < 0) goals.push({ form: lower, words: `0 <= ${compared}` });
  goals.push({ form: upper, words: `${compared} ${append === 1 ? "<" : "<="} ${describe(find(graph, length))}` });
  return proveGoals(analysis, at, goals, values);
}

/** A typed array's elements are data even after unknown code had it, and its length is read afresh: only its brand matters. */
function typedAnyway(interpretation: Interpretation, receiver: number, at: Point): Genuine {
  const fact = dereferenced(interpretation.factAt(receiver, at.block, at.position));
  if (isTypedArrayOnly(fact)) return "typed";
  return isStringOnly(fact) ? "string" : null;
}

export function proveGoals(analysis: Analysis, at: Point, goals: readonly SiteGoal[], values: readonly number[]): CopyVerdict {
  const origins: FactOrigin[] = [];
  const failed: SiteGoal[] = [];
  for (const goal of goals) {
    const proof = analysis.prover.prove(goal.form, at, analysis.invariantsAt(at.block));
    if (proof === null) failed.push(goal);
    else origins.push(...proof.used);
  }
  if (failed.length === 0) return { kind: "proved", proof: { tier: tierOf(origins), origins, values } };
  const words = [...new Set(failed.map((g) => `\`${g.words}\``))].join(" and ");
  return open(words, at, failed, values);
}

/** 0: one dominating test and ranges; 1: ranges and definitions only; 2: anything else. */
function tierOf(origins: readonly FactOrigin[]): Tier {
  const tests = origins.filter((o) => o.kind === "test").length;
  if (origins.some((o) => ["invariant", "element", "lemma", "guard", "callee", "slots"].includes(o.kind))) return 2;
  const definitions = origins.some((o) => o.kind === "definition");
  if (tests === 0) return 1;
  return tests === 1 && !definitions ? 0 : 2;
}

function siteFacts(analysis: Analysis, copy: SiteCopy): SiteFacts {
  const { interpretation } = analysis;
  if (interpretation.reachable[copy.block] === 0) return NO_SITE_FACTS;
  const receiver = receiverOf(analysis, copy);
  const context = interpretation.contextAt(copy.block, copy.position);
  const kind = receiver === null ? null : genuine(context, receiver);
  const anyway = receiver === null ? null : (kind ?? typedAnyway(interpretation, receiver, copy));
  const receiverKind = anyway === "typed" ? "typedArray" : anyway === "list" ? "unknown" : (anyway ?? "unknown");
  if (copy.instr.op === "violated") return NO_SITE_FACTS;
  if (copy.instr.op === "literalElem") return { keyIsNumber: true, keyIsIndex: true, receiver: "array" };
  if (copy.instr.op === "patternElem") return { keyIsNumber: true, keyIsIndex: true, receiver: receiverKind };
  const fact = interpretation.factAt(copy.instr.key, copy.block, copy.position);
  const n = fact.value.number;
  const keyIsNumber = isNumberOnly(fact);
  return {
    keyIsNumber,
    keyIsIndex: keyIsNumber && n !== null && n.integer && !n.nan && n.lo >= 0 && n.hi < 2 ** 53,
    receiver: receiverKind,
  };
}

function meetFacts(a: SiteFacts, b: SiteFacts): SiteFacts {
  return {
    keyIsNumber: a.keyIsNumber && b.keyIsNumber,
    keyIsIndex: a.keyIsIndex && b.keyIsIndex,
    receiver: a.receiver === b.receiver ? a.receiver : "unknown",
  };
}

/** Verdicts per site, given one verdict per copy. Sites without a reachable copy are unknown. */
export function joinCopies(
  analysis: Analysis,
  copies: readonly SiteCopy[],
  verdicts: readonly CopyVerdict[],
): readonly SiteResult[] {
  const { graph, interpretation, environment, facts, candidates, inductions, guardFacts } = analysis;
  const describe = createDescriber(graph);
  const siteOfInstr = new Map(copies.map((c) => [c.instr.out, c.site]));
  const branches = guardFacts ? contractBranches(graph) : new Map<number, number>();
  const results: SiteResult[] = [];
  graph.fn.sites.forEach((_, site) => {
    let merged: { tier: Tier; origins: FactOrigin[]; values: number[] } | null = null;
    let reason: UnknownReason | null = null;
    let known: SiteFacts | null = null;
    for (const [k, copy] of copies.entries()) {
      if (copy.site !== site) continue;
      const own = siteFacts(analysis, copy);
      known = known === null ? own : meetFacts(known, own);
      const verdict = verdicts[k];
      if (verdict === undefined) continue;
      if (verdict.kind === "open") reason ??= verdict.reason;
      else if (merged === null)
        merged = { tier: verdict.proof.tier, origins: [...verdict.proof.origins], values: [...verdict.proof.values] };
      else {
        merged.tier = Math.max(merged.tier, verdict.proof.tier) as Tier;
        merged.origins.push(...verdict.proof.origins);
        merged.values.push(...verdict.proof.values);
      }
    }
    const proof = merged;
    const why = reason;
    let verdict: Verdict;
    let guards: readonly number[] = [];
    if (proof === null || why !== null) {
      verdict = { kind: "unknown", reason: why ?? { kind: "noProof", missing: "that the code is reached", need: NO_NEED } };
    } else {
      const support = supportOf(graph, interpretation, environment, facts, {
        guardFacts,
        contractBranches: branches,
        values: proof.values,
        origins: proof.origins,
        candidates,
        inductions,
        elementClaims: analysis.elementClaims,
        landed: analysis.memory.landed,
        isShared: (value) => [...analysis.flow.origins(value)].some((o) => o < 0 || analysis.flow.escapes.has(o)),
      });
      guards = support.guards;
      verdict = {
        kind: "proved",
        evidence: {
          tier: proof.tier,
          assumptions: support.assumptions,
          intrinsics: [
            ...new Set([...support.intrinsics, ...(environment.a2.kind === "enforceable" ? analysis.intrinsics() : [])]),
          ].sort(),
          restsOn: [],
          facts: factWords(graph, proof.origins, describe, candidates),
        },
      };
    }
    const rests = new Set<number>();
    const ensured = new Set<FunctionId>();
    for (const g of guards) {
      const s = siteOfInstr.get(g as never);
      if (s !== undefined && s !== site) rests.add(s);
      const def = graph.defs[g];
      if (def?.kind === "instr" && def.instr.op === "violated" && def.instr.site === null) ensured.add(def.instr.owner);
    }
    results.push({
      site: siteId(site),
      verdict,
      restsOnSites: [...rests].sort((a, b) => a - b).map(siteId),
      restsOnEnsured: [...ensured].sort(),
      facts: known ?? NO_SITE_FACTS,
    });
  });
  // A guard that is itself proved holds by its own evidence: only the residual ones are rested on.
  return results.map((r) => ({ ...r, restsOnSites: r.restsOnSites.filter((s) => results[s]?.verdict.kind !== "proved") }));
}

function factWords(
  graph: Graph,
  origins: readonly FactOrigin[],
  describe: Describer,
  candidates: readonly Candidate[],
): readonly string[] {
  const words = new Set<string>();
  const form = (f: LinearForm): string => {
    const side = (sign: 1 | -1): string => {
      const parts = f.terms
        .filter(([, c]) => c * sign > 0)
        .map(([s, c]) => (Math.abs(c) === 1 ? symbol(s) : `${String(Math.abs(c))} * ${symbol(s)}`));
      const constant = f.constant * sign;
      if (constant > 0 || parts.length === 0) parts.push(String(Math.max(0, constant)));
      return parts.join(" + ");
    };
    return `${side(1)} <= ${side(-1)}`;
  };
  const symbol = (s: number): string => (s < graph.defs.length ? describe(s) : "product");
  const visit = (o: FactOrigin): void => {
    switch (o.kind) {
      case "range":
        words.add(`range of \`${describe(o.value)}\``);
        return;
      case "definition":
        words.add(`definition of \`${describe(o.value)}\``);
        return;
      case "test":
        words.add(`test of \`${describe(o.left)}\` against \`${describe(o.right)}\``);
        return;
      case "guard": {
        const def = graph.defs[o.instr];
        if (def?.kind === "instr" && (def.instr.op === "getElem" || def.instr.op === "setElem"))
          words.add(`guard of \`${describe(def.instr.object)}[${describe(def.instr.key)}]\``);
        return;
      }
      case "callee": {
        words.add(`what \`${describe(o.instr)}\` ensures`);
        return;
      }
      case "slots":
        words.add(`what holds between ${o.values.map((value) => `\`${describe(value)}\``).join(" and ")} of one object`);
        return;
      case "invariant": {
        const candidate = candidates[o.index];
        if (candidate !== undefined) words.add(`invariant \`${form(candidate.form)}\``);
        return;
      }
      case "element":
        words.add("what is stored in the array that is read");
        return;
      case "callers":
        words.add("every caller checks it before the call");
        return;
      case "lemma":
        o.used.forEach(visit);
    }
  };
  origins.forEach(visit);
  return [...words];
}
