// concat takes the array as one element.
export function run(): unknown {
  const a = [1, 2, 3] as number[] & { [Symbol.isConcatSpreadable]?: boolean };
  a[Symbol.isConcatSpreadable] = false;
  const b = ([] as number[]).concat(a);
  return b[a.length - 1]; // OOB
}
