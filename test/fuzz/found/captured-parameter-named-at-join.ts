// Found by the fuzzer (seed 45): the length before the call was taken for the length at the store, tier 1, trusted/throw. Naming memory
// asked about a phi that it had not filled in yet, and was told that it is no object at all.
// Conforms to its types (A1t).
function append(a: number[], c: boolean): void {
  if (c) {
    const before = a.length;
    void before;
  }
  const i = a.length;
  a[i] = (() => { // OOB
    a.splice(1, 1);
    return 3;
  })();
}
export function run(): void {
  append([0, 6], true);
}
