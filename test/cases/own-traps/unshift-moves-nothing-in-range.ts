// The cached index of the last element is stale after shift, although push follows.
export function run(): unknown {
  const a = [1, 2, 3];
  const i = a.length - 1;
  a.shift();
  a.shift();
  a.push(9);
  return a[i]; // OOB
}
