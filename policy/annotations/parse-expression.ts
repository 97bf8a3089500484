/**
 * The expressions of contracts: TypeScript's, as far as they have no effect and a meaning that is fixed without running anything.
 * Precedence is that of ECMA-262. The first error wins; nothing is guessed.
 */
import type { AnnotationProblem, ContractExpression, ContractOperator, ContractTerm } from "../../core/contract.js";
import type { Span } from "../../core/span.js";
import type { Token } from "./tokens.js";

/** A value or a condition, as it comes: which of them is wanted shows further out. */
type Part =
  | { readonly sort: "term"; readonly term: ContractTerm; readonly span: Span }
  | { readonly sort: "condition"; readonly condition: ContractExpression; readonly span: Span };

export type ParsedExpression =
  | { readonly kind: "parsed"; readonly expression: ContractExpression }
  | { readonly kind: "malformed"; readonly problem: AnnotationProblem };

const ORDERINGS: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);
const EQUALITIES: ReadonlySet<string> = new Set(["===", "!==", "==", "!="]);

/** What a reader of JavaScript may try, and what he finds instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  "=": "an assignment is an effect; did you mean `===`?",
  "==": "`==` converts its operands; did you mean `===`?",
  "!=": "`!=` converts its operands; did you mean `!==`?",
  "&": "bits are no part of contracts; did you mean `&&`?",
  "|": "bits are no part of contracts; did you mean `||`?",
  "=>": "an arrow is no part of contracts; for `a implies b` write `!a || b`",
  "??": "`??` is no part of contracts: a member of null or undefined fails its comparison anyway",
  "?.": "`?.` is not needed: a member of null or undefined fails its comparison anyway; write `.`",
  "?": "`?:` is no part of contracts; for `a ? b : c` write `(!a || b) && (a || c)`",
  "[": "an element may be missing, so a contract reads none; say something of `length` instead",
  "/": "a quotient may be a fraction; multiply the other side instead",
  "**": "`**` is no part of contracts; multiply instead",
  "++": "`++` is an effect",
  "--": "`--` is an effect",
  ",": "one contract is one condition; join conditions by `&&`",
  ";": "one contract is one condition; join conditions by `&&`",
};

export function parseExpression(tokens: readonly Token[]): ParsedExpression {
  const [first] = tokens;
  const failed: { problem: AnnotationProblem | null } = { problem: null };
  let at = 0;
  const END: Token = tokens.at(-1) ?? { kind: "end", text: "the end", start: 0, end: 0 };
  const peek = (): Token => tokens[at] ?? END;
  const isOperator = (text: string): boolean => peek().kind === "operator" && peek().text === text;
  const fail = (span: Span, message: string): null => {
    failed.problem ??= { span: { start: span.start, end: Math.max(span.end, span.start + 1) }, message };
    return null;
  };
  const take = (): Token => {
    const token = peek();
    if (token.kind !== "end") at++;
    return token;
  };
  const spanning = (from: Span, to: Span): Span => ({ start: from.start, end: to.end });

  const condition = (part: Part): ContractExpression =>
    part.sort === "condition" ? part.condition : { kind: "atom", atom: { kind: "truth", term: part.term }, span: part.span };
  const value = (part: Part, what: string): ContractTerm | null =>
    part.sort === "term" ? part.term : fail(part.span, `${what} takes values, and this is a condition`);

  const chain = (next: () => Part | null, operator: "&&" | "||"): Part | null => {
    let left = next();
    while (left !== null && isOperator(operator)) {
      take();
      const right = next();
      if (right === null) return null;
      const span = spanning(left.span, right.span);
      const kind = operator === "&&" ? "and" : "or";
      left = { sort: "condition", condition: { kind, left: condition(left), right: condition(right), span }, span };
    }
    return left;
  };
  const either = (): Part | null => chain(both, "||");
  const both = (): Part | null => chain(equality, "&&");

  const comparison = (next: () => Part | null, operators: ReadonlySet<string>): Part | null => {
    const left = next();
    if (left === null || peek().kind !== "operator" || !operators.has(peek().text)) return left;
    const operator = take();
    if (operator.text === "==" || operator.text === "!=") return fail(operator, INSTEAD[operator.text] ?? "");
    const right = next();
    if (right === null) return null;
    const span = spanning(left.span, right.span);
    const a = value(left, `\`${operator.text}\``);
    const b = a === null ? null : value(right, `\`${operator.text}\``);
    if (a === null || b === null) return null;
    if (peek().kind === "operator" && ORDERINGS.has(peek().text))
      return fail(peek(), "comparisons do not chain; for `a <= b < c` write `a <= b && b < c`");
    const atom = { kind: "compare", operator: operator.text as ContractOperator, left: a, right: b } as const;
    return { sort: "condition", condition: { kind: "atom", atom, span }, span };
  };
  const equality = (): Part | null => comparison(ordering, EQUALITIES);
  const ordering = (): Part | null => comparison(sum, ORDERINGS);

  const arithmetic = (next: () => Part | null, operators: readonly ("+" | "-" | "*" | "%")[]): Part | null => {
    let left = next();
    for (;;) {
      const operator = operators.find(isOperator);
      if (left === null || operator === undefined) return left;
      take();
      const right = next();
      if (right === null) return null;
      const a = value(left, `\`${operator}\``);
      const b = a === null ? null : value(right, `\`${operator}\``);
      if (a === null || b === null) return null;
      const span = spanning(left.span, right.span);
      left = { sort: "term", term: { kind: "arithmetic", operator, left: a, right: b, span }, span };
    }
  };
  const sum = (): Part | null => arithmetic(product, ["+", "-"]);
  const product = (): Part | null => arithmetic(unary, ["*", "%"]);

  const unary = (): Part | null => {
    if (isOperator("!")) {
      const operator = take();
      const operand = unary();
      if (operand === null) return null;
      const span = spanning(operator, operand.span);
      return { sort: "condition", condition: { kind: "not", operand: condition(operand), span }, span };
    }
    if (!isOperator("-")) return postfix();
    const operator = take();
    const operand = unary();
    const term = operand === null ? null : value(operand, "`-`");
    if (operand === null || term === null) return null;
    const span = spanning(operator, operand.span);
    if (term.kind === "number") return { sort: "term", term: { kind: "number", value: -term.value }, span };
    const zero: ContractTerm = { kind: "number", value: 0 };
    return { sort: "term", term: { kind: "arithmetic", operator: "-", left: zero, right: term, span }, span };
  };

  const postfix = (): Part | null => {
    let part = primary();
    while (part !== null && isOperator(".")) {
      take();
      const member = take();
      const object: ContractTerm | null = value(part, "`.`");
      if (object === null) return null;
      if (member.kind !== "name") return fail(member, `a member name is expected, found \`${member.text}\``);
      const span = spanning(part.span, member);
      part = { sort: "term", term: { kind: "member", object, name: member.text, span }, span };
    }
    return part;
  };

  /** `old(e)`, `Number.isInteger(e)`: the only calls there are. */
  const argument = (name: string): { readonly term: ContractTerm; readonly end: Token } | null => {
    const open = take();
    if (open.text !== "(") return fail(open, `\`${name}\` takes one value in parentheses`);
    const inner = sum();
    const term = inner === null ? null : value(inner, `\`${name}\``);
    if (term === null) return null;
    const close = take();
    return close.kind === "operator" && close.text === ")" ? { term, end: close } : fail(close, unexpected(close, "`)`"));
  };

  const primary = (): Part | null => {
    const token = take();
    const term = (made: ContractTerm): Part => ({ sort: "term", term: made, span: token });
    if (token.kind === "number") return term({ kind: "number", value: Number(token.text.replaceAll("_", "")) });
    if (token.kind === "string") {
      if (token.text.includes("\\")) return fail(token, "escapes are no part of contracts");
      return term({ kind: "string", value: token.text });
    }
    if (token.kind === "operator" && token.text === "(") {
      const inner = either();
      if (inner === null) return null;
      const close = take();
      if (close.kind !== "operator" || close.text !== ")") return fail(close, unexpected(close, "`)`"));
      return { ...inner, span: spanning(token, close) };
    }
    if (token.kind !== "name") return fail(token, unexpected(token, "a value"));
    const span = { start: token.start, end: token.end };
    switch (token.text) {
      case "true":
      case "false":
        return term({ kind: "boolean", value: token.text === "true" });
      case "null":
      case "undefined":
        return term({ kind: token.text });
      case "this":
      case "result":
        return term({ kind: token.text, span });
      case "old": {
        const inner = argument("old");
        if (inner === null) return null;
        const whole = spanning(token, inner.end);
        return { sort: "term", term: { kind: "old", term: inner.term, span: whole }, span: whole };
      }
      case "Number":
        return integerTest(token);
      default:
        if (isOperator("("))
          return fail(
            token,
            `\`${token.text}(…)\` is a call, which may have effects; a contract calls \`old\` and \`Number.isInteger\` only`,
          );
        return term({ kind: "name", name: token.text, span });
    }
  };

  const integerTest = (token: Token): Part | null => {
    const dot = take();
    const member = take();
    if (dot.text !== "." || member.text !== "isInteger")
      return fail(token, "of `Number` a contract uses `Number.isInteger(…)` only");
    const inner = argument("Number.isInteger");
    if (inner === null) return null;
    const span = spanning(token, inner.end);
    return { sort: "condition", condition: { kind: "atom", atom: { kind: "integer", term: inner.term }, span }, span };
  };

  if (first === undefined || first.kind === "end")
    return { kind: "malformed", problem: { span: { start: END.start, end: END.start + 1 }, message: "a condition is expected" } };
  const whole = either();
  if (whole !== null && peek().kind !== "end") fail(peek(), unexpected(peek(), "the end of the condition"));
  if (failed.problem !== null || whole === null)
    return { kind: "malformed", problem: failed.problem ?? { span: first, message: "a condition is expected" } };
  return { kind: "parsed", expression: condition(whole) };
}

function unexpected(token: Token, wanted: string): string {
  if (token.kind === "end") return `${wanted} is expected, and the annotation ends here`;
  return INSTEAD[token.text] ?? `${wanted} is expected, found \`${token.text}\``;
}
