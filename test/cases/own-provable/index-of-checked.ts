// tier: builtin. What indexOf finds is an index.
export function run(): unknown {
  const names = ['a', 'b', 'c'];
  const ages = [1, 2, 3];
  const k = names.indexOf('b');
  return k >= 0 && k < ages.length ? ages[k] : -1;
}
