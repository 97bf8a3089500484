// What is stored into one of two arrays may come to be in the one that is followed, too.
function one(other: number[], first: boolean): number {
  const t = new Float64Array(10);
  const y = [2];
  const z = first ? other : y;
  z[0] = 50;
  return t[y[0]]; // OOB
}
export function run(): unknown { return [one([1], true), one([1], false)]; }
