// tier: content invariant. The stack holds indices below n.
function spans(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 1000) throw new RangeError('n');
  const height = new Float64Array(n);
  for (let i = 0; i < n; i++) height[i] = (i * 7) % 5; // PROVED
  const res = new Int32Array(n).fill(-1);
  const st: number[] = [];
  for (let i = 0; i < n; i++) {
    while (st.length > 0 && height[st[st.length - 1]] < height[i]) { // PROVED
      res[st[st.length - 1]] = i; // PROVED
      st.pop();
    }
    st.push(i);
  }
  return res.length;
}
export function run(): unknown { return [spans(0), spans(1), spans(12)]; }
