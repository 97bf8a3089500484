// Views of the buffer of a typed array, and `byteLength`.
export function four(): number {
  const s = new Uint8Array(16);
  const t = new Uint32Array(s.buffer, 0, 4);
  return t[3]; // PROVED
}
export function five(): number {
  const s = new Uint8Array(16);
  const t = new Uint32Array(s.buffer, 0, 4);
  return t[4];
}
export function bytes(n: number): number {
  const s = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < s.byteLength / 8; i++) sum += s[i]; // PROVED
  for (let i = 0; i < s.byteLength / Float64Array.BYTES_PER_ELEMENT; i++) sum += s[i]; // PROVED
  return sum;
}
export function tooMany(n: number): number {
  const s = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < s.byteLength / 4; i++) sum += s[i];
  return sum;
}
export function half(n: number): number {
  const s = new Uint16Array(n);
  let sum = 0;
  for (let i = 0; i < Math.floor(s.byteLength / 4); i++) sum += s[2 * i + 1]; // PROVED
  for (let i = 0; i <= Math.floor(s.byteLength / 4); i++) sum += s[2 * i + 1];
  return sum;
}
export function copied(n: number): number {
  const s = new Uint8Array(n);
  const t = new Uint8Array(s.byteLength);
  let sum = 0;
  for (let i = 0; i < t.length; i++) sum += s[i]; // PROVED
  return sum;
}
