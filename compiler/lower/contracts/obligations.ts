/** Where contracts are owed and where they may be assumed, as instructions with sites. */
import { ts } from "../../typescript.js";
import type { ContractForm, Site } from "../../../core/site.js";
import type { ContractTerm } from "../../../core/contract.js";
import { termKey } from "../../../core/contract-tests.js";
import { siteId, type SiteId, type ValueId } from "../../../core/ids.js";
import type { FunctionContext } from "../context.js";
import { isInsideTry } from "../inside-try.js";
import { hasBody } from "../syntax.js";
import { undefinedValue, unknownValue } from "../values.js";
import { readBinding } from "../variables.js";
import { contractsOfLoop, contractsOfUnit } from "./declared.js";
import { lowerClause, lowerOld, type TermValues } from "./lower-clause.js";
import { plainParameters } from "./parameters.js";
import type { DeclaredContract } from "./table.js";
import { withoutPlaces } from "./without-places.js";
import { someTerm } from "./walk.js";

/** Names as they are where the instruction stands. */
function currentValues(fn: FunctionContext, result: ValueId | null): TermValues {
  const { notes } = fn.program.contracts;
  return {
    name: (term) => {
      const note = notes.get(term);
      if (note === undefined || note.binding === null) return unknownValue(fn, { construct: "name of a contract" });
      return readBinding(fn, note.binding, fn.b.internType(note.type));
    },
    self: () => fn.b.emit({ op: "this" }),
    result: () => result ?? undefinedValue(fn),
    old: (term) => {
      const local = fn.olds.get(termKey(term.term));
      return local === undefined ? unknownValue(fn, { construct: "old value of a contract" }) : fn.b.get(local);
    },
  };
}

interface Owed {
  readonly declared: DeclaredContract;
  /** What the report points at. */
  readonly node: ts.Node | null;
  readonly form: Omit<ContractForm, "kind" | "contract">;
}

/** The site of a contract at a node, one however often the node is lowered. */
function siteOf(fn: FunctionContext, { declared, node, form }: Owed): SiteId {
  const { contract } = declared;
  const span = node === null ? declared.span : { start: node.getStart(fn.unit.sourceFile), end: node.end };
  const key = `${form.role}:${String(span.start)}:${String(span.end)}:${String(declared.span.start)}:${String(form.place.start)}`;
  const known = fn.contractSites.get(key);
  if (known !== undefined) return known;
  const text = contract.text.length <= 200 ? contract.text : `${contract.text.slice(0, 199)}…`;
  const site: Site = {
    kind: "contract",
    span,
    text,
    receiver: "other",
    element: { undefined: false, null: false },
    form: { kind: "contract", contract: withoutPlaces(contract), ...form },
    insideTry: node !== null && isInsideTry(node),
    tokens: `@${contract.kind} ${form.role} ${form.subject} ${contract.text}`,
  };
  const made = siteId(fn.sites.push(site) - 1);
  fn.contractSites.set(key, made);
  return made;
}

function owe(fn: FunctionContext, owed: Owed, values: TermValues): SiteId {
  const site = siteOf(fn, owed);
  for (const clause of owed.declared.contract.clauses) lowerClause(fn, clause, { values, site, owner: owed.form.owner });
  return site;
}

const spanOf = (fn: FunctionContext, node: ts.Node): { start: number; end: number } => ({
  start: node.getStart(fn.unit.sourceFile),
  end: node.end,
});

/**
 * Reads every member that the contracts name, for nothing. What the callee has checked right before it returned is assumed by reading the
 * members again; but a member may turn out to be a getter, and then what the check saw of the members before it need not hold when all is read
 * once more. With these reads in front, a getter that changes other members may do so before the condition is evaluated, and undo it within:
 * so the state that is really there is among those that the analysis goes on with. Where no member runs code, nothing happens. A single
 * member needs none: it is the same when it is data, and anything when it is a getter.
 */
function touchMembers(fn: FunctionContext, contracts: readonly DeclaredContract[], values: TermValues): void {
  const members = membersIn(contracts);
  if (members.size > 1) for (const term of members.values()) lowerOld(fn, term, values);
}

function membersIn(contracts: readonly DeclaredContract[]): ReadonlyMap<string, ContractTerm> {
  const members = new Map<string, ContractTerm>();
  for (const { contract } of contracts)
    someTerm(contract, (term) => {
      if (term.kind === "member") members.set(termKey(term), term);
      return false;
    });
  return members;
}

/** What the function requires, at the start of its body, and the old values that what it ensures speaks of. */
export function lowerEntryContracts(fn: FunctionContext, body: ts.ConciseBody): void {
  const { entry, exit } = contractsOfUnit(fn.program, fn.unit);
  if (entry.length + exit.length === 0) return;
  const place = spanOf(fn, body);
  const from = fn.b.mark();
  for (const declared of entry) {
    const form = { role: "entry", place, body: place.start, subject: fn.unit.name, owner: fn.unit.id, parameters: [] } as const;
    fn.entry.sites.push(owe(fn, { declared, node: null, form }, currentValues(fn, null)));
  }
  fn.entry.from = from;
  fn.entry.to = fn.b.mark();
  for (const { contract } of exit) {
    someTerm(contract, (term) => {
      if (term.kind === "old" && !fn.olds.has(termKey(term.term))) {
        const local = fn.b.newLocal("(old)");
        fn.b.set(local, lowerOld(fn, term.term, currentValues(fn, null)));
        fn.olds.set(termKey(term.term), local);
      }
      return false;
    });
  }
}

/** What the function ensures, before it returns `result`. `node`: the `return`, or the body that ends or is the result. */
export function lowerExitContracts(fn: FunctionContext, node: ts.Node, result: ValueId): void {
  const { exit } = contractsOfUnit(fn.program, fn.unit);
  if (exit.length === 0) return;
  const { node: holder } = fn.unit;
  const body = ts.isFunctionLike(holder) && hasBody(holder) ? holder.body : undefined;
  if (body === undefined) return;
  const whole = spanOf(fn, node);
  // The end of a body is its closing brace.
  const place = node === body && ts.isBlock(body) ? { start: whole.end - 1, end: whole.end } : whole;
  for (const declared of exit) {
    const form = {
      role: "exit",
      place,
      body: spanOf(fn, body).start,
      subject: fn.unit.name,
      owner: fn.unit.id,
      parameters: [],
    } as const;
    const at = node === body && ts.isBlock(body) ? null : node;
    owe(fn, { declared, node: at, form }, currentValues(fn, result));
  }
}

/** What the function ensures, where its body ends without a `return`, if control comes there. */
export function lowerEndContracts(fn: FunctionContext, body: ts.Block): void {
  if (contractsOfUnit(fn.program, fn.unit).exit.length > 0 && fn.b.isReached()) lowerExitContracts(fn, body, undefinedValue(fn));
}

/** The invariants of a loop, at its head. */
export function lowerLoopContracts(fn: FunctionContext, loop: ts.IterationStatement): void {
  const place = spanOf(fn, loop);
  for (const declared of contractsOfLoop(fn.module, loop, fn.unit)) {
    const form = { role: "loop", place, body: place.start, subject: "the loop", owner: fn.unit.id, parameters: [] } as const;
    owe(fn, { declared, node: null, form }, currentValues(fn, null));
  }
}

export interface VisibleCall {
  readonly node: ts.CallExpression | ts.NewExpression;
  /** The function that is called, as far as its declaration says. */
  readonly callee: FunctionContext["unit"];
  /** The value of `this` in the call; null where the check could not evaluate it again. */
  readonly self: ValueId | null;
  readonly args: readonly ValueId[];
}

/** What the callee requires, behind the arguments and before the call. True when everything it requires is checked here. */
export function lowerCallContracts(fn: FunctionContext, call: VisibleCall): boolean {
  const { callee, node } = call;
  const { entry } = contractsOfUnit(fn.program, callee);
  if (entry.length === 0) return true;
  const parameters = plainParameters(callee);
  const isGenerator = callee.flavour === "generator" || callee.flavour === "asyncGenerator";
  if (parameters === null || isGenerator || (node.arguments?.length ?? 0) === 0) return false;
  const values = callValues(fn, call, parameters);
  let all = true;
  for (const declared of entry) {
    if (declared.contract.kind !== "requires" || !isCheckableAt(call, declared, parameters)) {
      all = false;
      continue;
    }
    const place = spanOf(fn, node);
    const form = { role: "call", place, body: place.start, subject: callee.name, owner: callee.id, parameters } as const;
    owe(fn, { declared, node, form }, values);
  }
  return all;
}

function isCheckableAt({ self }: VisibleCall, { contract }: DeclaredContract, parameters: readonly string[]): boolean {
  return !someTerm(
    contract,
    (term) =>
      (term.kind === "name" && !parameters.includes(term.name)) ||
      (term.kind === "this" && self === null) ||
      // A private name has no meaning outside its class.
      (term.kind === "member" && term.name.startsWith("#")),
  );
}

function callValues(fn: FunctionContext, { args, self }: VisibleCall, parameters: readonly string[]): TermValues {
  return {
    name: (term) => args[parameters.indexOf(term.name)] ?? undefinedValue(fn),
    self: () => self ?? undefinedValue(fn),
    result: () => undefinedValue(fn),
    old: () => undefinedValue(fn),
  };
}

/** Old values of what the callee ensures, as they are before the call. Null when nothing of it can be assumed after it. */
export function beforeCall(fn: FunctionContext, call: VisibleCall): ((result: ValueId) => void) | null {
  const { entry, exit, exitHolds } = contractsOfUnit(fn.program, call.callee);
  const parameters = plainParameters(call.callee);
  if (!exitHolds || parameters === null) return null;
  const isUsable = (declared: DeclaredContract): boolean => isCheckableAt({ ...call, self: null }, declared, parameters);
  const usable = exit.filter(isUsable);
  if (usable.length === 0) return null;
  const all = [...entry, ...exit];
  // What reads members that have no name here may run code that nobody here knows of.
  const hidden = all.filter((declared) => !isUsable(declared));
  if (membersIn(hidden).size > 0 && membersIn(all).size > 1) return null;
  const base = callValues(fn, call, parameters);
  const olds = new Map<string, ValueId>();
  const keep = (term: ContractTerm): boolean => {
    if (term.kind === "old" && !olds.has(termKey(term.term))) olds.set(termKey(term.term), lowerOld(fn, term.term, base));
    return false;
  };
  const hasOlds = usable.some(({ contract }) => someTerm(contract, (term) => term.kind === "old"));
  if (hasOlds) {
    touchMembers(fn, all, base);
    for (const { contract } of usable) someTerm(contract, keep);
    touchMembers(fn, all, base);
  }
  return (result) => {
    const values: TermValues = {
      ...base,
      result: () => result,
      old: (term) => olds.get(termKey(term.term)) ?? undefinedValue(fn),
    };
    touchMembers(fn, all, values);
    // The callee has checked it, by a guard or by a proof, and nothing ran since: no site, no code.
    const owner = call.callee.id;
    for (const { contract } of usable)
      for (const clause of contract.clauses) lowerClause(fn, clause, { values, site: null, owner });
  };
}
