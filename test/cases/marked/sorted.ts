// What built-in methods that sort and call back make and keep. (`map` and `filter` ask for a species: own-provable/typed-array-mapped.ts.)
export function sortedCopy(): number {
  const b = new Uint8Array(4).toSorted((x, y) => y - x);
  return b[3]; // PROVED
}
export function reversedCopy(): number {
  const b = new Uint8Array(4).toReversed();
  return b[3]; // PROVED
}
export function reversedList(): number {
  const xs = [1, 2, 3].toReversed();
  return xs[2]; // PROVED
}
export function sortedList(): string {
  const xs = ["b", "a"].toSorted();
  return xs[1]; // PROVED
}
export function sortedInPlace(): number {
  const b = new Uint8Array(4);
  b.sort((x, y) => y - x);
  return b[3]; // PROVED
}
export function shortenedWhileSorted(): number {
  const xs = [3, 1, 2];
  xs.sort((x, y) => {
    xs.length = 0;
    return x - y;
  });
  xs.sort(() => {
    xs.push(1);
    return 0;
  });
  return xs[2];
}
