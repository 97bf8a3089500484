/**
 * Clauses as instructions. The order of evaluation, and that each member is read once, is that of the emitted condition
 * (compiler/emit/contract-condition.ts): the two must say the same.
 */
import type { ContractClause, ContractLiteral, ContractTerm } from "../../../core/contract.js";
import type { BlockId, FunctionId, SiteId, ValueId } from "../../../core/ids.js";
import { isTestedNumber, type TermUse } from "../../../core/contract-tests.js";
import type { FunctionContext } from "../context.js";
import { booleanType, branchNullish, numberType, numberValue, stringType, stringValue, undefinedValue } from "../values.js";

/** What the leaves of terms are here. */
export interface TermValues {
  readonly name: (term: Extract<ContractTerm, { kind: "name" }>) => ValueId;
  readonly self: () => ValueId;
  readonly result: () => ValueId;
  readonly old: (term: Extract<ContractTerm, { kind: "old" }>) => ValueId;
}

/** Evaluates the clause; goes on where it holds. Where it does not, there is a `violated` of `site`. */
export function lowerClause(
  fn: FunctionContext,
  clause: ContractClause,
  owed: { values: TermValues; site: SiteId | null; owner: FunctionId },
): void {
  const { b } = fn;
  const done = b.newBlock();
  const fail = b.newBlock();
  clause.forEach((literal, index) => {
    const isLast = index === clause.length - 1;
    const no = isLast ? fail : b.newBlock();
    lowerLiteral(fn, literal, { values: owed.values, yes: done, no });
    b.enter(no);
  });
  b.emit({ op: "violated", site: owed.site, owner: owed.owner });
  b.goto(done, done);
}

interface Outcomes {
  readonly values: TermValues;
  readonly yes: BlockId;
  readonly no: BlockId;
}

/** Reads a value when it is called: at once, or after the tests of the terms beside it. */
type Read = () => ValueId;

/**
 * First the tests of all terms, from the left: members that are bases or must be numbers are read there, once. Then what needs no test,
 * and the comparison.
 */
function lowerLiteral(fn: FunctionContext, { sense, atom }: ContractLiteral, { values, yes, no }: Outcomes): void {
  const { b } = fn;
  const term = (one: ContractTerm, use: TermUse): Read => lowerTerm(fn, one, { values, no, use });
  const decide = (cond: ValueId): void => (sense ? b.branch(cond, yes, no) : b.branch(cond, no, yes));
  switch (atom.kind) {
    case "compare": {
      const use = atom.operator === "===" || atom.operator === "!==" ? "value" : "operand";
      const left = term(atom.left, use);
      const right = term(atom.right, use);
      return decide(b.emit({ op: "binary", operator: atom.operator, left: left(), right: right() }, booleanType(fn)));
    }
    case "integer": {
      const value = term(atom.term, "integer")();
      const object = b.emit({ op: "global", name: "Number" });
      const args = [{ value, spread: false }];
      return decide(
        b.emit(
          { op: "callMethod", object, name: "isInteger", args, claim: { kind: "unknown" }, callback: null },
          booleanType(fn),
        ),
      );
    }
    case "truth":
      return decide(term(atom.term, "value")());
  }
}

interface TermPlace {
  readonly values: TermValues;
  /** Where control goes when the term has no value of the wanted kind. */
  readonly no: BlockId;
  readonly use: TermUse;
}

function lowerTerm(fn: FunctionContext, term: ContractTerm, place: TermPlace): Read {
  const read = lowerValue(fn, term, place);
  if (!isTestedNumber(term, place.use)) return read;
  const { b } = fn;
  const value = read();
  const kind = b.emit({ op: "unary", operator: "typeof", value }, stringType(fn));
  const isNumber = b.emit({ op: "binary", operator: "===", left: kind, right: stringValue(fn, "number") }, booleanType(fn));
  const next = b.newBlock();
  b.branch(isNumber, next, place.no);
  b.enter(next);
  return () => value;
}

function lowerValue(fn: FunctionContext, term: ContractTerm, { values, no }: TermPlace): Read {
  const { b } = fn;
  switch (term.kind) {
    case "number":
      return () => numberValue(fn, term.value);
    case "string":
      return () => stringValue(fn, term.value);
    case "boolean":
      return () => b.constant({ kind: "boolean", value: term.value });
    case "null":
      return () => b.constant({ kind: "null" });
    case "undefined":
      return () => undefinedValue(fn);
    case "name":
      return () => values.name(term);
    case "this":
      return () => values.self();
    case "result":
      return () => values.result();
    case "old":
      return () => values.old(term);
    case "member": {
      const object = lowerTerm(fn, term.object, { values, no, use: "value" })();
      const next = b.newBlock();
      branchNullish(fn, object, { nullish: no, otherwise: next });
      b.enter(next);
      const note = fn.program.contracts.notes.get(term);
      const type = note === undefined ? -1 : b.internType(note.type);
      return () => b.emit({ op: "getProp", object, name: term.name, claim: note?.claim ?? { kind: "unknown" } }, type);
    }
    case "arithmetic": {
      const left = lowerTerm(fn, term.left, { values, no, use: "operand" });
      const right = lowerTerm(fn, term.right, { values, no, use: "operand" });
      return () => b.emit({ op: "binary", operator: term.operator, left: left(), right: right() }, numberType(fn));
    }
  }
}

/** The value of the term of an `old`: undefined where a member of it has no base, which then fails every comparison. */
export function lowerOld(fn: FunctionContext, term: ContractTerm, values: TermValues): ValueId {
  const { b } = fn;
  const kept = b.newLocal("(old)");
  const missing = b.newBlock();
  const done = b.newBlock();
  b.set(kept, lowerValue(fn, term, { values, no: missing, use: "value" })());
  b.goto(done, missing);
  b.set(kept, undefinedValue(fn));
  b.goto(done, done);
  return b.get(kept);
}
