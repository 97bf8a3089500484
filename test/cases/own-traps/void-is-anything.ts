// A function that returns something passes for one that returns `void`.
function at(x: number[], given: void): number {
  const k = given === undefined ? 0 : 100;
  return x.length > 0 ? x[k] : 0; // OOB
}
export function run(): unknown {
  const five: () => void = () => 5;
  return at([1, 2], five());
}
