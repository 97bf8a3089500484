/** The header of a module: the first documentation comment before its first statement that states levels or capabilities. */
import { ts } from "../typescript.js";
import type { CapabilityAnnotation, ParsedAnnotations, SafetyAnnotation } from "../../core/annotation.js";
import type { Span } from "../../core/span.js";
import { parseAnnotations } from "../../policy/annotations/parse.js";

export interface ModuleHeader {
  readonly safety: SafetyAnnotation | null;
  readonly capability: CapabilityAnnotation | null;
  readonly parsed: ParsedAnnotations;
  /** Of the comment. */
  readonly span: Span;
}

/**
 * Null when there is none. The first such comment is the module's even where a function follows at once: a module must have a place of its
 * own to say it, and what it says of the function then is the same. A function that is to be held to more has a comment of its own below.
 */
export function moduleHeaderOf(text: string): ModuleHeader | null {
  if (!/@(?:safety|capability)\b/u.test(text)) return null;
  for (const { pos, end } of leadingComments(text)) {
    if (!text.startsWith("/**", pos)) continue;
    const parsed = parseAnnotations(text.slice(pos, end), pos);
    const safety = parsed.annotations.find((one) => one.kind === "safety") ?? null;
    const capability = parsed.annotations.find((one) => one.kind === "capability") ?? null;
    if (safety !== null || capability !== null) return { safety, capability, parsed, span: { start: pos, end } };
  }
  return null;
}

/** Comments before the first token of a module, in source order. */
export function leadingComments(text: string): readonly ts.CommentRange[] {
  const start = ts.getShebang(text)?.length ?? 0;
  return ts.getLeadingCommentRanges(text, start) ?? [];
}
