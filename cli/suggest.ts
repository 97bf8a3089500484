import { nearest } from "../policy/suggest.js";

/** ` Did you mean \`x\`?` with a leading space, or the empty text. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  const best = nearest(given, candidates);
  return best === null ? "" : ` Did you mean \`${best}\`?`;
}
