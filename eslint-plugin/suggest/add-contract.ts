/** `@requires` with the condition that an access lacks, where parameters alone can say it: the proof then rests on the callers. */
import { ts } from "../../compiler/typescript.js";
import type { PlannedSite } from "../../core/plan.js";
import { parseAnnotations } from "../../policy/annotations/parse.js";
import type { Edit, Suggestion } from "../lint-rule.js";
import type { LintedFile } from "../linted-file.js";
import { accessAt, indentOf, newlineOf } from "./access-at.js";

export function addContract({ verdict, site, facts, disposition }: PlannedSite, file: LintedFile): Suggestion | null {
  // Where guards are not accepted, a contract that outside code may break is no way out: it is guarded at the entry.
  if (disposition === "reject") return null;
  if (verdict.kind !== "unknown" || verdict.reason.kind !== "noProof" || facts.receiver === "unknown") return null;
  const { condition, contract } = verdict.reason.need;
  if (condition === null || !contract || !parses(condition)) return null;
  const tree = file.tree();
  const access = accessAt(tree, site.span);
  const carrier = access === null ? null : carrierOf(access);
  if (carrier === null) return null;
  const edit = annotate(carrier, `@requires ${condition}`, file);
  return edit === null ? null : { message: "addContract", data: { condition }, edits: [edit] };
}

function parses(condition: string): boolean {
  const { annotations, problems } = parseAnnotations(`/** @requires ${condition} */`, 0);
  return problems.length === 0 && annotations.length === 1;
}

/** A function declaration or a method around the access. Closures have callers that cannot be seen from their comment. */
function carrierOf(access: ts.Node): ts.Node | null {
  for (let { parent } = access; !ts.isSourceFile(parent); { parent } = parent) {
    if (!ts.isFunctionLike(parent)) continue;
    return ts.isFunctionDeclaration(parent) || (ts.isMethodDeclaration(parent) && ts.isClassLike(parent.parent)) ? parent : null;
  }
  return null;
}

/** A line in the comment of `node`, or a comment of its own. Null when the node does not begin its line. */
export function annotate(node: ts.Node, line: string, { text }: Pick<LintedFile, "text">): Edit | null {
  const start = node.getStart(undefined, false);
  const indent = indentOf(text, start);
  if (indent === null) return null;
  const newline = newlineOf(text);
  const comment = (ts.getLeadingCommentRanges(text, node.pos) ?? []).findLast(
    ({ pos, end }) => text.startsWith("/**", pos) && end - pos > 4,
  );
  if (comment === undefined) return { span: { start, end: start }, text: `/** ${line} */${newline}${indent}` };
  const body = text.slice(comment.pos, comment.end);
  const at = comment.end - 2;
  if (!body.includes("\n")) {
    const words = body.slice(3, -2).trim();
    return {
      span: { start: comment.pos, end: comment.end },
      text: ["/**", ` * ${words}`, ` * ${line}`, " */"].join(`${newline}${indent}`),
    };
  }
  const last = text.slice(0, at).lastIndexOf("\n") + 1;
  return /^\s*$/u.test(text.slice(last, at))
    ? { span: { start: last, end: last }, text: `${indent} * ${line}${newline}` }
    : { span: { start: at, end: at }, text: `${newline}${indent} * ${line}${newline}${indent} ` };
}
