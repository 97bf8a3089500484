// Inside a namespace of its name a function is the namespace's own object: handing that out hands out the function.
const held: Array<(i: number) => number> = [];
function at(i: number): number {
  return [1, 2, 3][i]!; // OOB
}
namespace at {
  held.push(at);
}
export function run(): unknown {
  const [other] = held;
  return [at(1), other!(7)];
}
