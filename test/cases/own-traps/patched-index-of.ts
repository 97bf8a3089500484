// Array.prototype.indexOf was replaced: what it finds lies past the end.
export function run(): unknown {
  const original = Array.prototype.indexOf;
  const a = ['x', 'y'];
  try {
    Array.prototype.indexOf = (): number => 9;
    const k = a.indexOf('x');
    return k >= 0 ? a[k] : ''; // OOB
  } finally {
    Array.prototype.indexOf = original;
  }
}
