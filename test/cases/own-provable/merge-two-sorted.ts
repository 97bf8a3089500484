// tier: zone. Paired cursors, then the rest of each.
function merge(a: Int32Array, b: Int32Array): Int32Array {
  const out = new Int32Array(a.length + b.length);
  let i = 0, j = 0;
  for (let k = 0; k < out.length; k++) {
    if (j >= b.length) { if (i < a.length) out[k] = a[i++]; }
    else if (i >= a.length) out[k] = b[j++];
    else if (a[i] <= b[j]) out[k] = a[i++];
    else out[k] = b[j++];
  }
  return out;
}
export function run(): unknown { return Array.from(merge(new Int32Array([1, 4]), new Int32Array([2, 3, 9]))); }
