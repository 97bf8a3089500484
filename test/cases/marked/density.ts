// An array has its elements until something may have made it sparse.
export function before(n: number): number {
  const a = [1, 2, 3];
  const x = a[1]; // PROVED
  a.length = n >>> 0;
  return x;
}
export function after(n: number): number {
  const a = [1, 2, 3];
  a.length = n >>> 0;
  return a.length > 2 ? a[2] : 0;
}
export function inTheOtherBranch(n: number): number {
  const a = [1, 2, 3];
  if (n > 3) a.length = n >>> 0;
  else return a[2]; // PROVED
  return a.length > 2 ? a[2] : 0;
}
export function loopComesBack(n: number): number {
  const a = [1, 2, 3];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += a.length > 2 ? a[2] : 0;
    a.length = n >>> 0;
  }
  return sum;
}
export function freshInEveryPass(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const a = [1, 2, 3];
    sum += a[2]; // PROVED
    a.length = n >>> 0;
  }
  return sum;
}
export function oneOfAnEarlierPass(n: number): number {
  let old = [1, 2, 3];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const a = [1, 2, 3];
    sum += old.length > 2 ? old[2] : 0;
    old = a;
    a.length = n >>> 0;
  }
  return sum;
}
function widen(a: number[], n: number): void {
  a.length = n >>> 0;
}
export function byACallee(n: number): number {
  const a = [1, 2, 3];
  const x = a[0]; // PROVED
  widen(a, n);
  return x + (a.length > 2 ? a[2] : 0);
}
function both(a: number[], b: number[], n: number): number {
  const x = a.length > 2 ? a[2] : 0; // PROVED
  a.length = n >>> 0;
  return x + (b.length > 2 ? b[2] : 0);
}
export function twoNames(n: number): number {
  const a = [1, 2, 3];
  return both(a, a, n);
}
export function byDelete(): number {
  const a = [1, 2, 3];
  const x = a[1]; // PROVED
  delete a[1];
  return x + a[1];
}
export function inFinally(n: number): number {
  const a = [1, 2, 3];
  let x = 0;
  try {
    x = a[1]; // PROVED
    a.length = n >>> 0;
  } finally {
    x += a.length > 2 ? a[2] : 0;
  }
  return x;
}
const TABLE = [1, 2, 3];
export function ofTheModule(n: number): number {
  const x = TABLE.length > 2 ? TABLE[2] : 0;
  TABLE.length = n >>> 0;
  return x;
}
