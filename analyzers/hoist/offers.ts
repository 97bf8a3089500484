/** Which tests would let which open sites of a region go without a guard, as far as a search can tell. */
import type { LinearPort } from "../../core/formula.js";
import type { SelectorExpr } from "../../core/selector.js";
import type { CopyVerdict, SiteCopy } from "../discharge.js";
import { isConstant, type LinearForm } from "../facts/linear-form.js";
import { genuine } from "../interpretation/semantics-context.js";
import type { Tiers } from "../tiers.js";
import { canHoldTogether, type NamedForm } from "./compatible.js";
import type { Leaves } from "./leaves.js";
import { factsAt, multipleTest, residualOf, testOf, type SiteFactsAt } from "./residuals.js";
import { indexTests, wantedIndices } from "./wanted-indices.js";

export type Proven = Extract<Tiers, { kind: "done" }>;

export interface OfferedTest {
  readonly expr: SelectorExpr;
  /** Of tests with the same key only the one with the greatest `strength` is needed. */
  readonly key: string;
  readonly strength: number;
  /** What it says of lengths and numbers; null when it makes an index of a variable, or asks for a kind. */
  readonly named: NamedForm | null;
  /** `form <= 0` in terms of values, and the goal it is to give; null when it makes an index of a variable. */
  readonly asked: AskedFor | null;
  /** It says something of a length that may have changed when the site is reached. */
  readonly unsure: boolean;
}

export interface AskedFor {
  readonly form: LinearForm;
  readonly goal: SiteFactsAt;
}

export interface OpenCopy {
  readonly copy: SiteCopy;
  readonly verdict: Extract<CopyVerdict, { kind: "open" }>;
  /** Of its goals, collected once. */
  readonly facts: () => readonly SiteFactsAt[];
}

/** The open copies among those that `wanted` picks. */
export function openCopies({ analysis, copies, verdicts }: Proven, wanted: (copy: SiteCopy) => boolean): readonly OpenCopy[] {
  return copies.flatMap((copy, k): OpenCopy[] => {
    const verdict = verdicts[k];
    if (verdict?.kind !== "open" || !wanted(copy) || !isBoundable(analysis, copy)) return [];
    let known: readonly SiteFactsAt[] | null = null;
    const { at, goals } = verdict;
    return [{ copy, verdict, facts: () => (known ??= at === null ? [] : goals.map((goal) => factsAt(analysis, goal, at))) }];
  });
}

/** Only its range is in question: the receiver is what it seems, and dense. */
function isBoundable({ interpretation }: Proven["analysis"], { instr, block, position }: SiteCopy): boolean {
  if ((instr.op !== "getElem" && instr.op !== "setElem") || interpretation.reachable[block] === 0) return false;
  const context = interpretation.contextAt(block, position);
  const kind = genuine(context, instr.object);
  if (kind === null || (kind === "string" && instr.op === "setElem")) return false;
  const { dense } = interpretation.factAt(instr.object, block, position).shape;
  return kind !== "array" || instr.op === "setElem" || (dense && !context.holed(instr.object));
}

/** Holds of a variable whatever else is tested. */
export const plainTest = (expr: SelectorExpr): OfferedTest => ({
  expr,
  key: JSON.stringify(expr),
  strength: 0,
  named: null,
  asked: null,
  unsure: false,
});

/** The tests that an open site asks for where the region begins; null when none would help. */
export function offerFor(leaves: Leaves, open: OpenCopy): readonly OfferedTest[] | null {
  const facts = open.facts();
  let wanted = wantedIndices(leaves, open.copy);
  if (wanted?.length === 0 && facts.length === 0) wanted = wantedIndices(leaves, open.copy, leaves.start);
  if (wanted === null) return null;
  if (wanted.length > 0) return wanted.flatMap((leaf) => indexTests(leaves, leaf).map(plainTest));
  if (facts.length === 0) return null;
  const tests: OfferedTest[] = [];
  // Whether a factor is negative shows when the region is proved.
  const terms = { isNamed: (symbol: number) => leaves.of(symbol) !== null, isFactor: () => true };
  for (const goal of facts) {
    const residual = residualOf(leaves.analysis, terms, goal);
    if (residual === null) return null;
    const { form, multiples } = residual;
    const rests = multiples.map((multiple) => multipleTest(leaves, multiple)).filter((test) => test !== null);
    if (rests.length < multiples.length) return null;
    tests.push(...rests.map(plainTest));
    if (isConstant(form)) continue;
    const expr = testOf(leaves, form);
    if (expr === null) return null;
    // The length of one array at two times: no test where the region begins says anything of that.
    if (isReflexive(expr)) continue;
    const named = namedForm(leaves, form);
    if (isHopeless(named)) return null;
    tests.push({
      expr,
      key: keyOf(named),
      strength: form.constant,
      named,
      asked: { form, goal },
      unsure: isUnsure(leaves, form),
    });
  }
  return tests;
}

const isReflexive = (expr: SelectorExpr): boolean =>
  expr.kind === "binary" && expr.operator === "<=" && JSON.stringify(expr.left) === JSON.stringify(expr.right);

/** By names, where lengths of one array at two times are one, nothing is left that would have to be large: it holds of nothing but zeros. */
function isHopeless({ terms, constant }: NamedForm): boolean {
  const sums = new Map<string, number>();
  for (const { name, coefficient } of terms) sums.set(name, (sums.get(name) ?? 0) + coefficient);
  return constant >= 0 && [...sums.values()].every((sum) => sum >= 0);
}

const isUnsure = (leaves: Leaves, { terms }: LinearForm): boolean => terms.some(([symbol]) => leaves.of(symbol)?.unsure === true);

/** The order of symbols is that of one place in the function. */
function keyOf({ terms }: NamedForm): string {
  return JSON.stringify(
    terms.map(({ name, coefficient }) => [name, coefficient]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}

function namedForm(leaves: Leaves, { terms, constant }: LinearForm): NamedForm {
  return {
    terms: terms.map(([symbol, coefficient]) => {
      const expr = leaves.of(symbol)?.expr;
      return { name: JSON.stringify(expr), coefficient, isLength: expr?.kind === "length" };
    }),
    constant,
  };
}

/** Adds what is new or stronger, and can hold together with what is there; whether anything was. */
export function addTests(into: Map<string, OfferedTest>, tests: readonly OfferedTest[], linear: LinearPort): boolean {
  let added = false;
  for (const test of tests) {
    const known = into.get(test.key);
    if (known !== undefined && known.strength >= test.strength) continue;
    const others = [...into.values()].filter(({ key }) => key !== test.key);
    if (test.named !== null && !canHoldTogether(test.named, others, linear)) continue;
    into.set(test.key, test);
    added = true;
  }
  return added;
}
