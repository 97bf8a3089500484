// tier: zone. The window ends inside the array.
function windowMaxima(a: Int32Array, w: number): number[] {
  const out: number[] = [];
  if (!Number.isInteger(w) || w < 1) return out;
  for (let end = w; end <= a.length; end++) {
    let best = a[end - w];
    for (let k = end - w + 1; k < end; k++) if (a[k] > best) best = a[k];
    out.push(best);
  }
  return out;
}
export function run(): unknown { return windowMaxima(new Int32Array([1, 3, 2, 5, 4]), 3); }
