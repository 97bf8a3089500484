/**
 * Matching with wildcards where the text may have wildcards too: whether everything that `asked` stands for is among what `pattern`
 * stands for. A wildcard of `asked` is one more symbol, which only a wildcard of `pattern` takes. That is sound: where the run that the
 * wildcard of `pattern` takes holds it, it takes whatever stands in its place as well.
 */
export interface Symbols<T> {
  /** Takes any run of symbols that `mayRun` admits, also none. */
  readonly isWild: (symbol: T) => boolean;
  /** Whether a symbol that is no wildcard of `pattern` takes this one symbol of `asked`. */
  readonly fits: (pattern: T, asked: T) => boolean;
  readonly mayRun: (asked: T) => boolean;
}

/** Takes time and space in the product of the lengths. */
export function matches<T>(pattern: readonly T[], asked: readonly T[], symbols: Symbols<T>): boolean {
  // reached[i]: the first symbols of `pattern` that were looked at take the first i of `asked`.
  let reached: readonly boolean[] = [true, ...asked.map(() => false)];
  for (const symbol of pattern) {
    const next: boolean[] = [];
    const wild = symbols.isWild(symbol);
    for (let i = 0; i <= asked.length; i++) {
      const before = i === 0 ? undefined : asked[i - 1];
      if (wild) {
        next.push(reached[i] === true || (before !== undefined && next[i - 1] === true && symbols.mayRun(before)));
      } else {
        next.push(before !== undefined && reached[i - 1] === true && symbols.fits(symbol, before));
      }
    }
    reached = next;
  }
  return reached[asked.length] === true;
}
