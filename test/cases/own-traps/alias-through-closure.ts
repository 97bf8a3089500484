// A closure created earlier holds the array.
export function run(): unknown {
  const a = [1, 2, 3];
  const reset = (() => { const held = a; return () => { held.length = 0; }; })();
  if (a.length > 2) {
    reset();
    return a[2]; // OOB
  }
  return -1;
}
