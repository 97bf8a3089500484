// JSON.parse calls its reviver.
export function run(): unknown {
  const a = [1, 2];
  const last = a.length - 1;
  const x = JSON.parse('1', (_k, v: number) => { a.length = 0; return v; }) as number;
  return x + a[last]; // OOB
}
