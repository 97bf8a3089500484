// What one member of a returned record holds hangs on another member, too.
function make(): { xs: number[]; more: { inner: { xs: number[] } } } {
  const xs = [1, 2, 3];
  return { xs, more: { inner: { xs } } };
}
export function run(): unknown {
  const r = make();
  if (r.xs.length === 3) {
    r.more.inner.xs.length = 0;
    return r.xs[2]; // OOB
  }
  return null;
}
