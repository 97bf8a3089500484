// What arrays hold: as it is proved, and one step off.
export function belowLength(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 1000) return 0;
  const next = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    next[i] = n - 1 - i; // PROVED
  }
  let at = 0;
  for (let turns = 0; turns < n; turns++) {
    at = next[at]; // PROVED
  }
  return at;
}
export function uptoLength(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 1000) return 0;
  const next = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    next[i] = n - i; // PROVED
  }
  let at = 0;
  for (let turns = 0; turns < n; turns++) {
    at = next[at];
  }
  return at;
}
export function wraps(n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 1000) return 0;
  const next = new Int8Array(n);
  for (let i = 0; i < n; i++) {
    next[i] = i; // PROVED
  }
  let at = n - 1;
  for (let turns = 0; turns < n; turns++) {
    at = next[at];
  }
  return at;
}
export function afterUnknown(n: number, f: (a: Int32Array) => void): number {
  if (!Number.isInteger(n) || n < 1 || n > 1000) return 0;
  const next = new Int32Array(n);
  const early = next[next[0]]; // PROVED
  f(next);
  return early + next[next[0]];
}
