/** `@requires`, `@ensures`, `@invariant`: one condition each. */
import type { ContractKind } from "../../core/contract.js";
import { parseExpression } from "./parse-expression.js";
import { tokenise, type Token } from "./tokens.js";
import type { ParsedValue, TagValue } from "./value.js";

export function parseContract(kind: ContractKind, value: TagValue): ParsedValue {
  const { comment, base } = value;
  const tokens = tokenise(comment, value);
  const parsed = parseExpression(tokens);
  if (parsed.kind === "malformed") return { annotations: [], problems: [parsed.problem] };
  const span = { start: tokens[0]?.start ?? base, end: lastOf(tokens) };
  const text = comment
    .slice(span.start - base, span.end - base)
    .replace(/\s*\n\s*(?:\*\s?)?/gu, " ")
    .replace(/\s+/gu, " ");
  return { annotations: [{ kind, expression: parsed.expression, span, text }], problems: [] };
}

function lastOf(tokens: readonly Token[]): number {
  return tokens.at(-2)?.end ?? 0;
}

/** JSDoc has a `@requires` of its own, which names a module: `@requires module:fs`, `@requires lodash/fp`. */
export function isModuleReference({ comment, from, to }: TagValue): boolean {
  const text = comment.slice(from, to).trim();
  return /^module:/u.test(text) || (/^[@\w./-]+$/u.test(text) && /[/@-]/u.test(text));
}
