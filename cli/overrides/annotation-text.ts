/** The annotation of an override, written. */
import type { OverrideAnnotation } from "../../core/annotation.js";
import { targetText } from "../../compiler/overrides/find-overrides.js";

export type AnnotationWords = Pick<OverrideAnnotation, "target" | "justification" | "ticket" | "expires" | "depends">;

/** As the parser reads it back, on one line. */
export function annotationText({ target, justification, ticket, expires, depends }: AnnotationWords): string {
  const words = [`@unsafe-override ${targetText(target)}`];
  if (justification !== "") words.push("--", `"${quotable(justification)}"`);
  if (ticket !== null) words.push(`ticket=${ticket}`);
  if (expires !== null) words.push(`expires=${expires}`);
  if (depends.length > 0) words.push(`depends=${depends.join(",")}`);
  return words.join(" ");
}

/** What would end the quotation, or the comment around it, is written otherwise. */
const quotable = (text: string): string => text.replaceAll(/["\\]/gu, "'").replaceAll("*/", "* /").replaceAll(/\s+/gu, " ");
