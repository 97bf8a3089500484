/**
 * Contracts as data: what `@requires`, `@ensures` and `@invariant` say, after parsing and name resolution. No syntax node, no text that
 * anybody right of the front end would have to read.
 *
 * Meaning. A contract is a conjunction of clauses, a clause a disjunction of literals. A literal holds if and only if the base of each of
 * its members is neither null nor undefined, each operand of arithmetic and of an ordering (lengths apart) is a primitive number, and the
 * comparison has the truth `sense` asks for, as JavaScript computes it. So a literal never runs code of the program (A4) unless reading a
 * field or a length does, NaN fails every ordering, and what is malformed at run time fails the contract instead of throwing a TypeError.
 */
import type { Span } from "./span.js";

export type ContractKind = "requires" | "ensures" | "invariant";

export type ContractOperator = "<" | "<=" | ">" | ">=" | "===" | "!==";

export type ContractTerm =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "undefined" }
  /** A parameter, or a variable that is in scope at a loop. */
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  | { readonly kind: "this"; readonly span: Span }
  /** What the function returns. */
  | { readonly kind: "result"; readonly span: Span }
  /** `object.name`, `length` included. */
  | { readonly kind: "member"; readonly object: ContractTerm; readonly name: string; readonly span: Span }
  /** The value of `term` when the function was entered. */
  | { readonly kind: "old"; readonly term: ContractTerm; readonly span: Span }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "%";
      readonly left: ContractTerm;
      readonly right: ContractTerm;
      readonly span: Span;
    };

/** What a literal asks of its terms. */
export type ContractAtom =
  | { readonly kind: "compare"; readonly operator: ContractOperator; readonly left: ContractTerm; readonly right: ContractTerm }
  /** `Number.isInteger(term)`. */
  | { readonly kind: "integer"; readonly term: ContractTerm }
  /** The term, a boolean, is true. */
  | { readonly kind: "truth"; readonly term: ContractTerm };

export interface ContractLiteral {
  readonly sense: boolean;
  readonly atom: ContractAtom;
}

/** At least one of the literals holds. Not empty. */
export type ContractClause = readonly ContractLiteral[];

/** A contract as parsed: positions are offsets in the file. */
export type ContractExpression =
  | { readonly kind: "atom"; readonly atom: ContractAtom; readonly span: Span }
  | { readonly kind: "not"; readonly operand: ContractExpression; readonly span: Span }
  | {
      readonly kind: "and" | "or";
      readonly left: ContractExpression;
      readonly right: ContractExpression;
      readonly span: Span;
    };

/** Where a contract is owed. */
export type ContractRole =
  /** `@requires` (and a class's `@invariant`) when the function is entered. */
  | "entry"
  /** `@requires` before a visible call. */
  | "call"
  /** `@ensures` (and a class's `@invariant`) where the function returns. */
  | "exit"
  /** `@invariant` at the head of a loop, whenever control comes there. */
  | "loop";

/** A contract in its normal form. */
export interface Contract {
  readonly kind: ContractKind;
  readonly clauses: readonly ContractClause[];
  /** The expression as written, white space collapsed. */
  readonly text: string;
}

/** Something wrong with an annotation, at its own place in the file. */
export interface AnnotationProblem {
  readonly span: Span;
  readonly message: string;
}
