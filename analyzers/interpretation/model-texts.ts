/**
 * Models of what is done to texts: methods of strings, and matching (A2). A regular expression is known where its literal is, and nothing else
 * is done to it: so it has no `exec` of its own, and its `lastIndex` is a number.
 */
import * as V from "../domain/value.js";
import {
  BOOLEAN_FACT,
  integerFact,
  joinFact,
  MAX_STRING_LENGTH,
  objectFact,
  primitive,
  STRING_FACT,
  UNDEFINED_FACT,
  type Fact,
} from "../facts/fact.js";
import { PLAIN_ARRAY } from "../facts/shape.js";
import { maybe, NUMBER, QUIET, quiet, rel, type CallModel, type Relation } from "./model.js";

/** What an argument is by its text. */
export type Literal = { readonly kind: "string"; readonly value: string } | { readonly kind: "number"; readonly value: number };

export interface TextCall {
  readonly name: string;
  readonly args: readonly Fact[];
  readonly literals: readonly (Literal | null)[];
}

const STRING_TO_STRING = new Set([
  "charAt",
  "concat",
  "normalize",
  "padEnd",
  "padStart",
  "repeat",
  "slice",
  "substr",
  "substring",
  "toLowerCase",
  "toString",
  "toUpperCase",
  "trim",
  "trimEnd",
  "trimStart",
  "valueOf",
]);

const AT_LEAST_ONE: readonly Relation[] = [rel("resultLength", ">=", [], 1)];

export function modelStringMethod({ name, args, literals }: TextCall): CallModel | null {
  const base = { ...QUIET, intrinsic: `String.prototype.${name}` };
  if (!quiet(args)) return null;
  if (STRING_TO_STRING.has(name)) {
    const shorter = name === "slice" || name === "substring" || name === "substr" || name.startsWith("trim");
    return { ...base, result: STRING_FACT, relations: shorter ? [rel("resultLength", "<=", [{ kind: "before" }], 0)] : [] };
  }
  switch (name) {
    case "charCodeAt":
      return { ...base, result: primitive(V.join(integerFact(0, 65535).value, V.ofNumberConstant(NaN))) };
    case "codePointAt":
      return { ...base, result: maybe(integerFact(0, 0x10ffff)) };
    case "indexOf":
    case "lastIndexOf":
      return { ...base, result: integerFact(-1, MAX_STRING_LENGTH), relations: [rel("result", "<=", [{ kind: "before" }], 0)] };
    case "startsWith":
    case "endsWith":
    case "includes":
      return { ...base, result: BOOLEAN_FACT };
    case "replace":
    case "replaceAll":
      return hasNoSymbols(args[0]) ? { ...base, result: STRING_FACT } : null;
    case "split": {
      if (!hasNoSymbols(args[0])) return null;
      // An empty separator takes apart every text, and an empty text into nothing.
      const [separator] = literals;
      const parts = separator?.kind === "string" && separator.value !== "" && admitsParts(args, literals);
      return { ...base, result: objectFact(PLAIN_ARRAY), fresh: true, relations: parts ? AT_LEAST_ONE : [] };
    }
    case "localeCompare":
      // It looks into its options, and into locales that are no text.
      return isAtMost(args[1], V.STRING | V.UNDEFINED) && args[2] === undefined ? { ...base, result: NUMBER } : null;
    default:
      return null;
  }
}

const isAtMost = (argument: Fact | undefined, kinds: number): boolean =>
  argument === undefined || V.leq(argument.value, V.ofOthers(kinds));
/**
 * `split` and `replace` ask whatever they are given for a method under a symbol, but `undefined` and `null`. A string has none, since its prototypes
 * are closed (A2); `Number.prototype` and the like are not.
 */
const hasNoSymbols = (argument: Fact | undefined): boolean => isAtMost(argument, V.STRING | V.NULLISH);

/** Of `split`: no limit, or one of at least 1. */
function admitsParts(args: readonly Fact[], literals: readonly (Literal | null)[]): boolean {
  const [, limit] = literals;
  return args.length < 2 || (limit?.kind === "number" && limit.value >= 1 && limit.value < 2 ** 32);
}

const MATCH: Fact = { value: V.ofOthers(V.OBJECT | V.NULL), shape: PLAIN_ARRAY };

/** `exec`, `test` of a regular expression. */
export function modelMatching({ name, args }: TextCall, pattern: RegExp): CallModel | null {
  const base = { ...QUIET, intrinsic: `RegExp.prototype.${name}`, runsCode: !quiet(args) };
  if (name === "test") return { ...base, result: BOOLEAN_FACT };
  return name === "exec" ? { ...base, ...matchOf(pattern) } : null;
}

/** What the groups of a pattern make: all of them are there, and undefined where they took no part. */
function matchOf(pattern: RegExp): Pick<CallModel, "result" | "fresh" | "held" | "relations"> {
  const length = groupsOf(pattern) + 1;
  const held = length === 1 ? STRING_FACT : joinFact(STRING_FACT, UNDEFINED_FACT);
  return { result: MATCH, fresh: true, held, relations: [rel("resultLength", "==", [], length)] };
}

/** The engine counts: with an empty alternative the pattern matches an empty text. */
const groupsOf = ({ source, flags }: RegExp): number => (new RegExp(`${source}|`, flags).exec("")?.length ?? 1) - 1;

/** A method of a string that is given a regular expression. */
export function modelStringMatching({ name, args, literals }: TextCall, pattern: RegExp): CallModel | null {
  const base = { ...QUIET, intrinsic: `RegExp.prototype.@@${name}` };
  switch (name) {
    case "match":
      if (args.length !== 1) return null;
      return pattern.flags.includes("g")
        ? { ...base, result: MATCH, fresh: true, held: STRING_FACT, relations: AT_LEAST_ONE }
        : { ...base, ...matchOf(pattern) };
    case "search":
      return args.length === 1 ? { ...base, result: integerFact(-1, MAX_STRING_LENGTH) } : null;
    case "replace":
    case "replaceAll":
      // A function in the place of the text is called, and its result converted.
      return { ...base, result: STRING_FACT, runsCode: args[1] === undefined || !quiet(args.slice(1)) };
    case "split": {
      if (!quiet(args.slice(1))) return null;
      // Where the separator matches an empty text, that has no parts.
      const parts = admitsParts(args, literals) && !new RegExp(pattern.source, pattern.flags).test("");
      const held = groupsOf(pattern) === 0 ? STRING_FACT : joinFact(STRING_FACT, UNDEFINED_FACT);
      return { ...base, result: objectFact(PLAIN_ARRAY), fresh: true, held, relations: parts ? AT_LEAST_ONE : [] };
    }
    default:
      return null;
  }
}
