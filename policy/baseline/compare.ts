/** A baseline against what is found now. */
import { baselineOf, type Baseline, type Counts } from "./baseline.js";

export interface CountChange {
  readonly file: string;
  readonly kind: string;
  readonly allowed: number;
  readonly found: number;
}

export interface Comparison {
  /** Sorted by file, then kind. */
  readonly rises: readonly CountChange[];
  readonly falls: readonly CountChange[];
  /** The baseline with every count as low as it can be. */
  readonly lowered: Baseline;
}

/**
 * `found`: counts of every file that was verified. `isGone`: whether a file of the baseline exists no longer. What such files were allowed,
 * files that the baseline does not know may have: code that is moved or split keeps what it was allowed. Files that exist and were not
 * verified are left alone.
 */
export function compareBaseline(
  baseline: Baseline,
  found: ReadonlyMap<string, Counts>,
  isGone: (file: string) => boolean,
): Comparison {
  const left = allowanceOf(baseline, (file) => !found.has(file) && isGone(file));
  const rises: CountChange[] = [];
  const falls: CountChange[] = [];
  const lowered = new Map<string, Counts>(Object.entries(baseline.files).filter(([file]) => !found.has(file) && !isGone(file)));
  for (const [file, counts] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = Object.hasOwn(baseline.files, file) ? baseline.files[file] : undefined;
    const kinds = [...new Set([...Object.keys(known ?? {}), ...Object.keys(counts)])].sort();
    const kept = kinds.map((kind): [string, number] => {
      const now = counts[kind] ?? 0;
      const allowed = known === undefined ? Math.min(now, left.get(kind) ?? 0) : (known[kind] ?? 0);
      if (known === undefined) left.set(kind, (left.get(kind) ?? 0) - allowed);
      if (now > allowed) rises.push({ file, kind, allowed, found: now });
      if (now < allowed) falls.push({ file, kind, allowed, found: now });
      return [kind, Math.min(now, allowed)];
    });
    lowered.set(file, Object.fromEntries(kept));
  }
  return { rises, falls, lowered: baselineOf(lowered) };
}

function allowanceOf({ files }: Baseline, isTaken: (file: string) => boolean): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [file, counts] of Object.entries(files)) {
    if (!isTaken(file)) continue;
    for (const [kind, count] of Object.entries(counts)) sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  return sums;
}
