// The hole is made below the read, and the loop comes back.
export function run(): unknown {
  const xs = [1, 2, 3];
  let found: unknown = null;
  outer: for (let pass = 0; pass < 2; pass++) {
    found = xs.length > 50 ? xs[50] : null; // OOB
    for (let j = 0; j < 3; j++) {
      if (j === 1) {
        xs.length = 100;
        continue outer;
      }
    }
  }
  return found;
}
