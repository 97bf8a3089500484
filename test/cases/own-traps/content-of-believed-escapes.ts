// What is believed of a parameter's type says nothing of its elements once another name for it is out.
function f(m: Int32Array): number {
  const t = [1, 2, 3];
  const n = [m];
  n[0][0] = 9;
  return t[m[0]]; // OOB
}
export function run(): unknown {
  return f(new Int32Array(4));
}
