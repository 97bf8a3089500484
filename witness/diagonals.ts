/**
 * The first `most` tuples of a product of lists, by the sum of their places: tuples of early members come first, whichever list they
 * are early in.
 */
export function diagonals(lists: readonly (readonly string[])[], most: number): readonly (readonly string[])[] {
  if (lists.some((list) => list.length === 0)) return [];
  const found: (readonly string[])[] = [];
  const highest = lists.reduce((sum, list) => sum + list.length - 1, 0);
  const extend = (at: number, left: number, tuple: readonly string[]): void => {
    if (found.length >= most) return;
    const list = lists[at];
    if (list === undefined) {
      if (left === 0) found.push(tuple);
      return;
    }
    const rest = lists.slice(at + 1).reduce((sum, other) => sum + other.length - 1, 0);
    for (let place = Math.max(0, left - rest); place <= Math.min(left, list.length - 1); place++) {
      extend(at + 1, left - place, [...tuple, list[place] ?? ""]);
    }
  };
  for (let sum = 0; sum <= highest && found.length < most; sum++) extend(0, sum, []);
  return found;
}
