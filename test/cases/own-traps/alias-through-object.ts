// Two names, one array.
class Box { constructor(readonly items: number[]) {} clear(): void { this.items.length = 0; } }
export function run(): unknown {
  const a = [1, 2, 3];
  const box = new Box(a);
  let s = 0;
  for (let i = 0; i < 3; i++) {
    s += a[i]; // OOB
    if (i === 1) box.clear();
  }
  return s;
}
