// What is filled has a place; but it may be the array of an earlier pass, and the latest may have none.
function earlier(m: number, sizes: number): unknown {
  if (!Number.isInteger(m) || m < 4 || m > 100) return null;
  const table = new Uint8Array(m);
  let before: Uint8Array | null = null;
  let last: unknown = null;
  for (let k = 0; k < 4; k++) {
    const n = (sizes >> k) & 3;
    const made = new Uint8Array(n);
    if (before !== null) {
      if (n < m && n < 1) before.fill(200);
      for (const e of before) last = table[e]; // OOB
    }
    before = made;
  }
  return last;
}

function itself(m: number, n: number): unknown {
  if (!Number.isInteger(m) || m < 4 || m > 100) return null;
  const table = new Uint8Array(m);
  const made = new Uint8Array(n & 3);
  made.fill(3);
  let last: unknown = null;
  for (const e of made) last = table[e];
  return last;
}

export function run(): unknown[] {
  return [earlier(4, 3), itself(4, 3)].map(String);
}
