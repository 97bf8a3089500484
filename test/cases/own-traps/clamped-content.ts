// Uint8ClampedArray clamps to 255, a table of 200 does not reach that far.
export function run(): unknown {
  const table = new Uint8Array(200);
  const shade = new Uint8ClampedArray(1);
  shade[0] = 199;
  shade[0] += 100;
  return table[shade[0]]; // OOB
}
