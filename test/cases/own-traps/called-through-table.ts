// The functions in a table get whatever the table's user passes.
const ops: Record<string, (a: number[], i: number) => number> = {
  get: (a, i) => a[i], // OOB
  size: (a) => a.length,
};
export function run(): unknown { return ['get', 'size'].map((name) => ops[name]([1], 4)); }
