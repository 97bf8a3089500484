/** Facts of a module as they come from a file: what does not have their shape to the last field is none. */
import type { AuthorityMention, AuthorityNode, ModuleAuthority, TextPart } from "../../core/authority.js";
import { CAPABILITY_ACTIONS } from "../../core/capability.js";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNatural: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isNull: Check = (value) => value === null;
const among =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

/** An object with these fields and no others. */
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const entries = Object.entries(value);
    return (
      entries.length === Object.keys(fields).length &&
      entries.every(([name, one]) => Object.hasOwn(fields, name) && fields[name]?.(one) === true)
    );
  };

const isPart = either(
  shape({ kind: among(["text"] satisfies TextPart["kind"][]), text: isText }),
  shape({ kind: among(["oneOf"]), texts: listOf(isText) }),
  shape({ kind: among(["segment"]), why: isText }),
  shape({ kind: among(["moduleFolder", "unknown"]) }),
);
const isSpan = shape({ start: isNatural, end: isNatural });
const isNeed = shape({ action: among(CAPABILITY_ACTIONS), resource: either(isNull, shape({ parts: listOf(isPart) })) });
const isReference = shape({
  root: shape({ kind: among(["global", "module", "syntax"]), name: isText }),
  path: listOf(isText),
  bound: isNatural,
  use: shape({ kind: among(["call", "value", "element", "computed", "write"]) }),
  needs: listOf(isNeed),
  span: isSpan,
  rootSpan: isSpan,
  line: isNatural,
  text: isText,
  tokens: isText,
  function: isText,
});
const isMention = either(
  shape({ kind: among(["node"] satisfies AuthorityMention["kind"][]), name: isText, line: isNatural }),
  shape({ kind: among(["import"]), specifier: isText, name: either(isText, isNull), line: isNatural }),
);
const isNode = shape({ name: isText, line: isNatural, references: listOf(isNatural), mentions: listOf(isMention) });
const isFacts = shape({
  module: isText,
  references: listOf(isReference),
  nodes: listOf(isNode),
  exports: listOf(shape({ name: isText, target: isMention })),
  imports: listOf(shape({ specifier: isText, by: among(["import", "require"]), line: isNatural })),
});

/** Null for what is none. */
export function decodeFacts(bytes: Uint8Array): ModuleAuthority | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isFacts(value)) return null;
  const facts = value as ModuleAuthority;
  // A node names references by their number: one that is not there would be authority that nobody is charged for.
  const isWhole = ({ references }: AuthorityNode): boolean => references.every((at) => at < facts.references.length);
  return facts.nodes.every(isWhole) ? facts : null;
}
