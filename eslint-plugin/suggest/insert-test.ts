/**
 * The missing test before an access, throwing where it fails. Offered only where the test is all that the proof lacks: the receiver is
 * known to be a genuine array, typed array or string, or can be tested to be one (a string); where the condition comes from the analysis
 * of a loop, it stands before the loop. That the obligation is proved then is tested for what this offers (test/eslint-plugin).
 */
import { ts } from "../../compiler/typescript.js";
import type { PlannedSite } from "../../core/plan.js";
import type { Suggestion } from "../lint-rule.js";
import type { LintedFile } from "../linted-file.js";
import { accessAt, isInBlock, simpleAccess, statementBefore, type SimpleAccess } from "./access-at.js";

export function insertTest(planned: PlannedSite, file: LintedFile): Suggestion | null {
  const { verdict, site } = planned;
  if (verdict.kind !== "unknown" || verdict.reason.kind !== "noProof") return null;
  if (site.kind === "contract" || site.form.kind === "pattern") return null;
  const { need } = verdict.reason;
  return need.place === "loop" && need.condition !== null
    ? beforeLoop(planned, need.condition, file)
    : beforeStatement(planned, need.known, file);
}

/** A test that always fails is no help: the access is wrong, not unproved. */
function neverHolds({ receiver, key }: SimpleAccess, known: readonly string[]): boolean {
  const length = `${receiver}.length`;
  return key === length || (/^\d+$/u.test(key) && known.some((sentence) => sentence.startsWith(`\`${length}\` is `)));
}

function beforeStatement(planned: PlannedSite, known: readonly string[], file: LintedFile): Suggestion | null {
  const tree = file.tree();
  const access = simpleAccess(tree, planned.site.span);
  if (access === null || neverHolds(access, known)) return null;
  const conditions = [...receiverTests(planned, access), ...keyTests(planned, access, file)];
  if (conditions.length === 0) return null;
  return suggest(conditions.join(" && "), `${access.receiver}[${access.key}]`, {
    text: file.text,
    start: access.statement.getStart(tree),
  });
}

/** Nothing where no test of it would help. */
function receiverTests({ facts, site }: PlannedSite, { receiver }: SimpleAccess): readonly string[] {
  return facts.receiver === "unknown" && site.receiver === "string" ? [`typeof ${receiver} === "string"`] : [];
}

function keyTests({ facts, site }: PlannedSite, { receiver, key, node }: SimpleAccess, file: LintedFile): readonly string[] {
  if (facts.receiver === "unknown" && site.receiver !== "string") return [];
  const below = `${key} < ${receiver}.length`;
  if (/^\d+$/u.test(key)) return [below];
  const type = file.program?.getTypeChecker().getTypeAtLocation(node.argumentExpression);
  if (type === undefined || (type.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Enum)) === 0) return [];
  if (facts.keyIsIndex) return [below];
  // The analysis does not know a sum to be exact: `i + 1` is `i` where `i` is large.
  return isExact(node.argumentExpression) ? [`Number.isInteger(${key})`, `${key} >= 0`, below] : [];
}

/** A name, or a sum of lengths and literals. */
function isExact(key: ts.Expression): boolean {
  if (!ts.isBinaryExpression(key)) return true;
  return [key.left, key.right].every(
    (part) =>
      ts.isNumericLiteral(part) ||
      (ts.isPropertyAccessExpression(part) && part.name.text === "length") ||
      (ts.isBinaryExpression(part) && isExact(part)),
  );
}

/** `condition` is what the analysis of the loop lacks when control comes to it. */
function beforeLoop({ site, facts }: PlannedSite, condition: string, file: LintedFile): Suggestion | null {
  if (facts.receiver === "unknown") return null;
  const tree = file.tree();
  const access = accessAt(tree, site.span);
  const loop = access === null ? null : outermostLoop(access);
  if (loop === null || !isInBlock(loop)) return null;
  return suggest(condition, site.text, { text: file.text, start: loop.getStart(tree) });
}

/** Within the function. */
function outermostLoop(access: ts.Node): ts.Statement | null {
  let found: ts.Statement | null = null;
  for (let { parent } = access; !ts.isSourceFile(parent) && !ts.isFunctionLike(parent); { parent } = parent)
    if (ts.isIterationStatement(parent, false)) found = parent;
  return found;
}

function suggest(
  condition: string,
  what: string,
  { text, start }: { readonly text: string; readonly start: number },
): Suggestion {
  const statement = `if (!(${condition})) throw new RangeError(${JSON.stringify(`${what} is out of range`)});`;
  return { message: "insertTest", data: { condition }, edits: [statementBefore(text, start, statement)] };
}
