// Views of a buffer: what is none, what no longer has the storage, and what writes through another view.
export function ofAnArray(): number {
  const o = { buffer: [1] };
  const t = new Uint32Array(o.buffer as unknown as ArrayBuffer, 0, 4);
  return t[3]; // OOB
}
export function ofATypedArray(): number {
  const s = new Uint8Array(2);
  const t = new Uint32Array(s as unknown as ArrayBuffer, 0, 4);
  return t[3]; // OOB
}
export function hiddenBuffer(): number {
  const s = new Uint8Array(16);
  Object.defineProperty(s, "buffer", { value: [1] });
  const t = new Uint32Array(s.buffer, 0, 4);
  return t[3]; // OOB
}
function takeAway(buffer: ArrayBuffer): void {
  structuredClone(buffer, { transfer: [buffer] });
}
export function takenAway(): number {
  const s = new Uint8Array(16);
  const t = new Uint32Array(s.buffer, 0, 4);
  takeAway(s.buffer);
  return t[3]; // OOB
}
export function takenAwayByLength(): number {
  const s = new Uint8Array(16);
  const n = s.byteLength;
  takeAway(s.buffer);
  return s[n - 1]; // OOB
}
export function emptied(): number {
  const s = new Uint8Array(16);
  const { buffer } = s;
  const t = new Uint8Array(buffer, 8, 8);
  structuredClone(buffer, { transfer: [buffer] });
  return t[0]; // OOB
}
export function throughTheOther(): number {
  const s = new Uint32Array(4);
  const bytes = new Uint8Array(s.buffer, 0, 16);
  bytes[0] = 200;
  const k = s[0];
  return [1, 2, 3][k]; // OOB
}
export function throughTheView(): number {
  const s = new Uint32Array(4);
  const bytes = new Uint8Array(s.buffer, 0, 16);
  s[0] = 200;
  const k = bytes[0];
  return [1, 2, 3][k]; // OOB
}
export function fewerThanBytes(): number {
  const s = new Uint32Array(4);
  let sum = 0;
  for (let i = 0; i < s.byteLength; i++) sum += s[i]; // OOB
  return sum;
}
export function notGiven(n?: number): number {
  const s = new Uint8Array(16);
  const t = new Uint32Array(s.buffer, 12, n);
  return t[3]; // OOB
}
export function fraction(): number {
  const s = new Uint8Array(15);
  const t = new Uint32Array(s.buffer, 0, s.byteLength / 4);
  return t[s.byteLength / 4]; // OOB
}
export function ownMethod(): number {
  let n = 3;
  const a = [1, 2, 3, 4];
  const b = [1, 2];
  Object.defineProperty(b, "map", { get() { n = 9; return () => b; } });
  b.map((x) => x);
  return a[n]; // OOB
}
export function ownByteLength(): number {
  const s = new Uint8Array(4);
  Object.defineProperty(s, "byteLength", { value: 99 });
  return s[s.byteLength - 1]; // OOB
}
export function run(): unknown {
  return [
    ofAnArray(),
    ofATypedArray(),
    hiddenBuffer(),
    takenAway(),
    takenAwayByLength(),
    emptied(),
    throughTheOther(),
    throughTheView(),
    fewerThanBytes(),
    notGiven(),
    fraction(),
    ownMethod(),
    ownByteLength(),
  ];
}
