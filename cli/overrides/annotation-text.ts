/** The annotation of an override, written. */
import type { OverrideAnnotation } from "../../core/annotation.js";
import { targetText } from "../../compiler/overrides/find-overrides.js";

export type AnnotationWords = Pick<OverrideAnnotation, "target" | "justification" | "ticket" | "expires" | "depends">;

/** As the parser reads it back, on one line. */
export function annotationText({ target, justification, ticket, expires, depends }: AnnotationWords): string {
  const words = [`@unsafe-override ${targetText(target)}`];
  if (justification !== "") words.push("--", `"${justification.replaceAll(/["\\]/gu, "'").replaceAll(/\s+/gu, " ")}"`);
  if (ticket !== null) words.push(`ticket=${ticket}`);
  if (expires !== null) words.push(`expires=${expires}`);
  if (depends.length > 0) words.push(`depends=${depends.join(",")}`);
  return words.join(" ");
}
