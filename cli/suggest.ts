import { distance } from "fastest-levenshtein";

/**
 * The candidate closest to `given`, or null when none is near enough to be what was meant: at most a third of the letters differ
 * (always at least one, never more than three).
 */
export function suggest(given: string, candidates: readonly string[]): string | null {
  const limit = Math.min(3, Math.max(1, Math.floor(given.length / 3)));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const measured = distance(given.toLowerCase(), candidate.toLowerCase());
    if (measured < bestDistance) {
      best = candidate;
      bestDistance = measured;
    }
  }
  return best;
}

/** ` Did you mean \`x\`?` with a leading space, or the empty text. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  const best = suggest(given, candidates);
  return best === null ? "" : ` Did you mean \`${best}\`?`;
}
