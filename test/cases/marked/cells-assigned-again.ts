// Variables that several functions share and assign: all that is ever put in is known, or nothing is.
const ring = new Uint8Array(8);
let next = 0;
export function turn(): number {
  next = (next + 1) & 7;
  return ring[next]; // PROVED
}
let wild = 0;
export function setWild(n: number): void {
  wild = n;
}
export function readWild(): number {
  const xs = [1, 2, 3];
  return xs[wild];
}
let mode = 0;
export function first(): void {
  mode = 1;
}
export function second(): void {
  mode = 2;
}
export function ofMode(): number {
  const xs = [1, 2, 3];
  return xs[mode]; // PROVED
}
let fourth = 0;
export function third(): void {
  fourth = 3;
}
export function ofFourth(): number {
  const xs = [1, 2, 3];
  return xs[fourth];
}
export function summed(): number {
  const xs = [1, 2, 3];
  let sum = 0;
  xs.forEach((x) => {
    sum += x;
  });
  return sum + xs[2]; // PROVED
}
export let exported = 0;
export function setExported(): void {
  exported = 1;
}
export function readExported(): number {
  const xs = [1, 2, 3];
  return xs[exported]; // PROVED
}
