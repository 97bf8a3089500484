// A nested function declaration is hoisted and moves the index of the outer one.
export function run(): unknown {
  const a = new Uint8Array(3);
  let i = 0, s = 0;
  while (i < a.length) {
    advance();
    s += a[i]; // OOB
  }
  return s;
  function advance(): void { i++; }
}
