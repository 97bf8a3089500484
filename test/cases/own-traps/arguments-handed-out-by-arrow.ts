// What the arrow function does to an argument is not seen where the function is called.
function later(a: number[]): () => void {
  return () => { arguments[0].length = 0; };
}
export function run(): unknown {
  const held = [1, 2, 3];
  later(held)();
  return held[2]!; // OOB
}
