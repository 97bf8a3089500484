// The object answers differently on the second read.
class Cursor {
  private reads = 0;
  get i(): number { return this.reads++ * 5; }
}
export function run(): unknown {
  const a = [1, 2, 3];
  const c = new Cursor();
  if (c.i < a.length) return a[c.i]; // OOB
  return -1;
}
