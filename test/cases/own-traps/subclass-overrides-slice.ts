// A subclass's slice returns fewer elements.
class Stingy extends Array<number> {
  override slice(): number[] { return []; }
}
function copyLast(a: number[]): number {
  const b = a.slice();
  return a.length > 0 ? b[a.length - 1] : -1; // OOB
}
export function run(): unknown { return copyLast(Stingy.from([1, 2]) as Stingy); }
