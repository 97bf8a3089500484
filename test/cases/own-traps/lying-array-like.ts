// Any object with a length passes for an array after a cast.
function last(a: number[]): number {
  return a.length > 0 ? a[a.length - 1] : -1; // OOB
}
export function run(): unknown { return last({ length: 5 } as unknown as number[]); }
