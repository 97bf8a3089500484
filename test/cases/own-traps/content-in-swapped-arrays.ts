// The two arrays change places: what one was given the other holds.
export function run(): unknown {
  let small = new Int32Array(3), large = new Int32Array(3);
  const b = [1, 2];
  let s = 0;
  for (let turns = 0; turns < 2; turns++) {
    s += b[small[0]]; // OOB
    large[0] = 9;
    [small, large] = [large, small];
  }
  return s;
}
