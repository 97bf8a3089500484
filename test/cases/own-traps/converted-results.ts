// Some built-ins make a number of what a callback returns: that of an object runs code.
const table = new Uint8Array(3);
let k = 0;
const far: any = {
  valueOf(): number {
    k = 9;
    return 0;
  },
};
function sorted(): unknown {
  const a = [3, 1, 2];
  k = 0;
  a.sort(() => far);
  return table[k]; // OOB
}
function sortedBytes(): unknown {
  const a = new Uint8Array(3);
  k = 0;
  a.sort(() => far);
  return table[k]; // OOB
}
function mappedBytes(): unknown {
  const a = new Uint8Array(3);
  k = 0;
  a.map(() => far);
  return table[k]; // OOB
}
export function run(): unknown[] {
  return [sorted, sortedBytes, mappedBytes].map((f) => f());
}
