/**
 * The condition of a contract as an expression. The order of evaluation, and that each member is read once, is that of the instructions
 * that were verified (compiler/lower/contracts/lower-clause.ts): first the tests of all terms, from the left, then the comparison.
 */
import { isTestedNumber, type TermUse } from "../../core/contract-tests.js";
import type { Contract, ContractAtom, ContractClause, ContractLiteral, ContractTerm } from "../../core/contract.js";
import { takeTemporary, type GuardContext } from "./guard-context.js";
import { assign, binary, isNumber, name, number, UNDEFINED, type GuardExpr } from "./guard-expr.js";

/** What the leaves are here. Each may be evaluated again without effect. */
export interface ConditionLeaves {
  readonly name: (text: string) => GuardExpr;
  readonly self: GuardExpr;
  readonly result: GuardExpr;
  readonly old: (term: ContractTerm) => GuardExpr;
}

const NULL: GuardExpr = { kind: "null" };
const TRUE: GuardExpr = name("true");

/** Tests passed so far, of leaves that do not change meanwhile. */
type Passed = Set<string>;

export function conditionOf(context: GuardContext, contract: Contract, leaves: ConditionLeaves): GuardExpr {
  const passed: Passed = new Set();
  const clauses = contract.clauses.map((clause) => clauseOf(context, clause, { leaves, passed }));
  return joined(clauses, "&&") ?? TRUE;
}

interface ClausePlace {
  readonly leaves: ConditionLeaves;
  readonly passed: Passed;
}

function clauseOf(context: GuardContext, clause: ContractClause, { leaves, passed }: ClausePlace): GuardExpr {
  // What one literal of several has tested is not known to the next.
  const literals = clause.map((literal) =>
    literalOf(context, literal, { leaves, passed: clause.length === 1 ? passed : new Set(passed) }),
  );
  return joined(literals, "||") ?? TRUE;
}

function joined(parts: readonly GuardExpr[], operator: "&&" | "||"): GuardExpr | null {
  const [first, ...rest] = parts;
  return first === undefined ? null : rest.reduce((left, right) => binary(left, operator, right), first);
}

function literalOf(context: GuardContext, { sense, atom }: ContractLiteral, place: ClausePlace): GuardExpr {
  const tests: GuardExpr[] = [];
  const found = atomOf(context, atom, { ...place, tests });
  return joined([...tests, sense ? found : { kind: "not", value: found }], "&&") ?? TRUE;
}

interface TermPlace extends ClausePlace {
  /** Tests that come before the value, in order. */
  readonly tests: GuardExpr[];
}

function atomOf(context: GuardContext, atom: ContractAtom, place: TermPlace): GuardExpr {
  switch (atom.kind) {
    case "compare": {
      const use = atom.operator === "===" || atom.operator === "!==" ? "value" : "operand";
      const left = valueOf(context, atom.left, { ...place, use });
      const right = valueOf(context, atom.right, { ...place, use });
      return binary(left, atom.operator, right);
    }
    // Of a number the same as `Number.isInteger`, by syntax alone: that name may be another here.
    case "integer":
      return binary(binary(valueOf(context, atom.term, { ...place, use: "integer" }), "%", number(1)), "===", number(0));
    case "truth":
      return valueOf(context, atom.term, { ...place, use: "value" });
  }
}

function valueOf(context: GuardContext, term: ContractTerm, place: TermPlace & { readonly use: TermUse }): GuardExpr {
  const value = plainValue(context, term, place);
  if (!isTestedNumber(term, place.use)) return value;
  if (term.kind !== "member" && term.kind !== "arithmetic") {
    testOnce(place, `number:${JSON.stringify(value)}`, isNumber(value));
    return value;
  }
  const temporary = name(takeTemporary(context));
  place.tests.push(isNumber(assign(temporary, value)));
  return temporary;
}

function testOnce({ passed, tests }: TermPlace, key: string, test: GuardExpr): void {
  if (passed.has(key)) return;
  passed.add(key);
  tests.push(test);
}

function plainValue(context: GuardContext, term: ContractTerm, place: TermPlace): GuardExpr {
  const { leaves, tests } = place;
  switch (term.kind) {
    case "number":
      return number(term.value);
    case "string":
      return { kind: "string", value: term.value };
    case "boolean":
      return name(String(term.value));
    case "null":
      return NULL;
    case "undefined":
      return UNDEFINED;
    case "name":
      return leaves.name(term.name);
    case "this":
      return leaves.self;
    case "result":
      return leaves.result;
    case "old":
      return leaves.old(term.term);
    case "member": {
      const object = plainValue(context, term.object, place);
      if (term.object.kind !== "member") {
        testOnce(place, `base:${JSON.stringify(object)}`, binary(object, "!=", NULL));
        return { kind: "member", object, name: term.name };
      }
      const temporary = name(takeTemporary(context));
      tests.push(binary(assign(temporary, object), "!=", NULL));
      return { kind: "member", object: temporary, name: term.name };
    }
    case "arithmetic": {
      const left = valueOf(context, term.left, { ...place, use: "operand" });
      const right = valueOf(context, term.right, { ...place, use: "operand" });
      return binary(left, term.operator, right);
    }
  }
}

/** The value of the term of an `old`: undefined where a member of it has no base. */
export function oldValueOf(context: GuardContext, term: ContractTerm, leaves: ConditionLeaves): GuardExpr {
  const tests: GuardExpr[] = [];
  const value = plainValue(context, term, { leaves, passed: new Set(), tests });
  const test = joined(tests, "&&");
  return test === null ? value : { kind: "conditional", test, then: value, otherwise: UNDEFINED };
}
