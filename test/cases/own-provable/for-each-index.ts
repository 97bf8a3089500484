// tier: builtin. The callback's index is below the length of the array that is walked.
export function run(): unknown {
  const names = ['a', 'b', 'c'];
  const out = new Float64Array(names.length);
  names.forEach((name, i) => { out[i] = name.charCodeAt(0); });
  return Array.from(out);
}
