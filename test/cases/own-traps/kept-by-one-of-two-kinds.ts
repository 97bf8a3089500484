// -1 is an Int8Array's, 255 a Uint8Array's: an array of either kind keeps only what both can hold.
function filled(n: number, v: number, signed: boolean): unknown {
  if (!Number.isInteger(n) || n < 1 || n > 256) return null;
  const table = new Uint8Array(n);
  const list = signed ? new Int8Array(2) : new Uint8Array(2);
  if (!Number.isInteger(v) || v < -128 || v > 255 || v >= n) return null;
  list.fill(v);
  let last: unknown = null;
  for (const e of list) if (e >= 0) last = table[e]; // OOB
  return last;
}

function copied(n: number, one: boolean, two: boolean): unknown {
  if (!Number.isInteger(n) || n < 1 || n > 256) return null;
  const table = new Uint8Array(n);
  const from = one ? new Int8Array(2) : new Uint8Array(2);
  const to = two ? new Int8Array(2) : new Uint8Array(2);
  from[0] = -1;
  const v = from[0]!;
  if (v >= table.length) return null;
  to[0] = v;
  const e = to[0]!;
  return e >= 0 ? table[e] : null; // OOB
}

function inBoth(n: number, v: number, signed: boolean): unknown {
  if (!Number.isInteger(n) || n < 1 || n > 256) return null;
  const table = new Uint8Array(n);
  const list = signed ? new Int8Array(2) : new Uint8Array(2);
  if (!Number.isInteger(v) || v < 0 || v > 127 || v >= n) return null;
  list.fill(v);
  let last: unknown = null;
  for (const e of list) last = table[e];
  return last;
}

export function run(): unknown[] {
  return [filled(4, -1, false), copied(4, true, false), inBoth(4, 3, false)].map(String);
}
