/** What functions and classes of a module state of themselves, and annotations that stand where they state nothing. */
import { ts } from "../typescript.js";
import type { CapabilityAnnotation, ProblemOfAnnotation, SafetyAnnotation } from "../../core/annotation.js";
import type { AnnotationProblem } from "../../core/contract.js";
import type { Span } from "../../core/span.js";
import { parseAnnotations } from "../../policy/annotations/parse.js";
import { carrierOf, commentsBefore, documentationOf } from "../lower/contracts/comments.js";
import { symbolName } from "../lower/unit-names.js";
import { moduleHeaderOf, type ModuleHeader } from "./module-header.js";

export interface DeclaredLevels {
  /** Of the function or class. */
  readonly name: string;
  readonly span: Span;
  readonly safety: SafetyAnnotation | null;
  readonly capability: CapabilityAnnotation | null;
}

/** The security annotations of a module. */
export interface ModuleStatements {
  readonly header: ModuleHeader | null;
  /** Outer ones first, in source order. */
  readonly declared: readonly DeclaredLevels[];
  /** In source order. What has a problem is not in force. */
  readonly problems: readonly AnnotationProblem[];
}

export const NO_STATEMENTS: ModuleStatements = { header: null, declared: [], problems: [] };

/** A tag that is, or is nearly, one of ours: what spares most files everything here. */
const MENTIONS = /@(?:saf|sef|sfa|cap|cpa)/iu;

const PLACE =
  "the annotation belongs to nothing: it stands right before a function, method or class with a body, or heads the module";

export function moduleStatementsOf(file: ts.SourceFile): ModuleStatements {
  const { text } = file;
  if (!MENTIONS.test(text)) return NO_STATEMENTS;
  const header = moduleHeaderOf(text);
  const problems: AnnotationProblem[] = securityProblems(header?.parsed.problems ?? []);
  const declared: DeclaredLevels[] = [];
  const attached = new Set<number>(header === null ? [] : [header.span.start]);
  const loose = new Map<number, AnnotationProblem>();

  const read = (range: ts.CommentRange): ReturnType<typeof parseAnnotations> =>
    parseAnnotations(text.slice(range.pos, range.end), range.pos);
  const attach = (node: ts.Node): void => {
    const range = documentationOf(node, text) ?? documentationOf(carrierOf(node), text);
    if (range === null || attached.has(range.pos)) return;
    attached.add(range.pos);
    const parsed = read(range);
    problems.push(...securityProblems(parsed.problems));
    const safety = parsed.annotations.find((one) => one.kind === "safety") ?? null;
    const capability = parsed.annotations.find((one) => one.kind === "capability") ?? null;
    if (safety === null && capability === null) return;
    declared.push({ name: symbolName(node), span: { start: node.getStart(file), end: node.end }, safety, capability });
  };
  const visit = (node: ts.Node): void => {
    if (isStating(node)) attach(node);
    for (const range of commentsBefore(node, text)) {
      if (loose.has(range.pos) || !text.startsWith("/**", range.pos)) continue;
      const { annotations, problems: wrong } = read(range);
      const first = annotations.find((one) => one.kind === "safety" || one.kind === "capability");
      const [problem] = securityProblems(wrong);
      if (problem !== undefined) loose.set(range.pos, problem);
      else if (first !== undefined) loose.set(range.pos, { span: first.span, message: PLACE });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const [pos, problem] of loose) if (!attached.has(pos)) problems.push(problem);
  problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { header, declared, problems };
}

function isStating(node: ts.Node): boolean {
  return ts.isClassLike(node) || (ts.isFunctionLike(node) && "body" in node && node.body !== undefined);
}

function securityProblems(problems: readonly ProblemOfAnnotation[]): AnnotationProblem[] {
  return problems.flatMap(({ topic, span, message }) => (topic === "security" ? [{ span, message }] : []));
}
