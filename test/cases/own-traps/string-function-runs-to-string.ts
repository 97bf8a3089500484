// String(x) converts, join and JSON.stringify too.
export function run(): unknown {
  const a = [1, 2, 3, 4];
  const who = { toString(): string { a.pop(); return ''; }, toJSON(): string { a.pop(); return ''; } };
  const i = a.length - 1;
  const texts = [String(who), [who].join(), JSON.stringify(who)].length;
  return texts + a[i]; // OOB
}
