// tier: zone. A header is copied in, the rest is filled.
function frame(payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(payload.length + 4);
  out.set(payload, 4);
  out[0] = 0x7e;
  out[1] = payload.length >>> 8;
  out[2] = payload.length & 255;
  let sum = 0;
  for (let i = 4; i < out.length; i++) sum = (sum + out[i]) & 255;
  out[3] = sum;
  return out;
}
export function run(): unknown { return Array.from(frame(new Uint8Array([1, 2, 3]))); }
