// !(undefined >= n) is true.
interface Selection { index?: number }
function selected(a: string[], s: Selection | undefined): string {
  const k = s?.index as number;
  if (!(k >= a.length)) return a[k]; // OOB
  return '';
}
export function run(): unknown { return selected(['x'], undefined); }
