// Each loop twice: as it is proved, and one step off.
export function inside(): number {
  const a = [1, 2, 3, 4];
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i]; // PROVED
  }
  return sum;
}
export function oneTooFar(): number {
  const a = [1, 2, 3, 4];
  let sum = 0;
  for (let i = 0; i <= a.length; i++) {
    sum += a[i];
  }
  return sum;
}
export function halves(n: number): number {
  const a = new Uint8Array(16);
  if (typeof n !== "number" || !(n >= 0 && n < 16)) return 0;
  const whole = a[n | 0]; // PROVED
  return whole + a[n];
}
export function neighbours(): number {
  const a = new Float64Array(9);
  let sum = 0;
  for (let i = 1; i < a.length; i++) {
    sum += a[i - 1]; // PROVED
  }
  for (let i = 1; i < a.length; i++) {
    sum += a[i + 1];
  }
  return sum;
}
