/** Which JSDoc comment belongs to what, and comments with contracts that belong to nothing. */
import { ts } from "../../typescript.js";
import type { AnnotationProblem } from "../../../core/contract.js";
import { isContract, type ContractAnnotation } from "../../../core/annotation.js";
import { parseAnnotations } from "../../../policy/annotations/parse.js";
import { noteProblem, type ContractTable } from "./table.js";

/** What spares most files everything here: no tag that is, or is nearly, one of a contract. */
export const MENTIONS_CONTRACTS = /@(?:req|ens|inv)/iu;

function mentionsContracts({ mentions }: ContractTable, file: ts.SourceFile): boolean {
  const known = mentions.get(file) ?? MENTIONS_CONTRACTS.test(file.text);
  mentions.set(file, known);
  return known;
}

/** The statement, member or property in front of which people write the comment of `node`. */
export function carrierOf(node: ts.Node): ts.Node {
  let carrier = node;
  for (;;) {
    const { parent } = carrier;
    const isPart =
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      (ts.isVariableDeclaration(parent) && parent.initializer === carrier) ||
      (ts.isVariableDeclarationList(parent) && parent.declarations.length === 1) ||
      (ts.isVariableStatement(parent) && parent.declarationList === carrier) ||
      (ts.isPropertyAssignment(parent) && parent.initializer === carrier) ||
      (ts.isPropertyDeclaration(parent) && parent.initializer === carrier) ||
      (ts.isExportAssignment(parent) && parent.expression === carrier) ||
      ts.isLabeledStatement(parent);
    if (!isPart) return carrier;
    carrier = parent;
  }
}

export function documentationOf(node: ts.Node, text: string): ts.CommentRange | null {
  return commentsBefore(node, text).findLast((range) => text.startsWith("/**", range.pos) && range.end - range.pos > 4) ?? null;
}

/** On lines of their own, or on the line of the token before. */
export function commentsBefore(node: ts.Node, text: string): readonly ts.CommentRange[] {
  return [...(ts.getTrailingCommentRanges(text, node.pos) ?? []), ...(ts.getLeadingCommentRanges(text, node.pos) ?? [])];
}

/** The contracts of `node`. Its comment counts as attached from then on, and what is malformed in it is reported. */
export function contractsBefore(table: ContractTable, node: ts.Node, file: ts.SourceFile): readonly ContractAnnotation[] {
  if (!mentionsContracts(table, file)) return [];
  const { text } = file;
  const range = documentationOf(node, text) ?? documentationOf(carrierOf(node), text);
  if (range === null) return [];
  const parsed = parseAnnotations(text.slice(range.pos, range.end), range.pos);
  const attached = table.attached.get(file) ?? new Set();
  attached.add(range.pos);
  table.attached.set(file, attached);
  for (const { topic, span, message } of parsed.problems) if (topic === "contract") noteProblem(table, file, { span, message });
  return parsed.annotations.filter(isContract);
}

/** Everything wrong with the annotations of a file whose functions are all lowered, in source order. */
export function problemsOf(table: ContractTable, file: ts.SourceFile): readonly AnnotationProblem[] {
  noteUnattached(table, file);
  return [...(table.problems.get(file) ?? [])].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** A contract that stands before nothing that can have one must not be passed over in silence. */
function noteUnattached(table: ContractTable, file: ts.SourceFile): void {
  if (!mentionsContracts(table, file)) return;
  const { text } = file;
  const attached = table.attached.get(file) ?? new Set();
  const seen = new Set<number>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of commentsBefore(node, text)) {
      if (seen.has(pos) || attached.has(pos) || !text.startsWith("/**", pos)) continue;
      seen.add(pos);
      const { first } = parseAnnotations(text.slice(pos, end), pos);
      if (first === null) continue;
      const message =
        "the contract belongs to nothing: it stands right before a function, method or class with a body, or before a loop";
      noteProblem(table, file, { span: first, message });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}
