// Arguments in a rest parameter: what is done to them by index is known, any other way out is the end of what is known.
function clear(...all: Uint8Array[]): void {
  for (let i = 0; i < all.length; i++) {
    const one = all[i]; // PROVED
    if (one instanceof Uint8Array) one[0] = 0;
  }
}
function shorten(...all: number[][]): void {
  for (const one of all) one.pop();
}
export function run(): number {
  const a = [1, 2, 3];
  shorten(a);
  clear(new Uint8Array(4));
  return a[2];
}
