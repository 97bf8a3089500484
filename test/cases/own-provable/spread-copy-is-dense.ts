// tier: builtin. A spread has no holes and is ours.
function ranks(xs: readonly number[]): number {
  const copy = [...xs];
  let s = 0;
  for (let i = 0; i < copy.length; i++) s += copy[i] * i;
  return s;
}
export function run(): unknown { return ranks([5, 6, 7]); }
