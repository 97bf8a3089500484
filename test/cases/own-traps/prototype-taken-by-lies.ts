// Lists lose their prototype by casts to types that no list has: nothing else in the program is suspicious.

function cutTable(o: Record<string, number>): void { Object.setPrototypeOf(o, null); }

interface Named { readonly name: string }
function cutNamed(o: Named): void { Object.setPrototypeOf(o, null); }

function asTable(): number {
  const t = new Uint8Array(2);
  cutTable(t as unknown as Record<string, number>);
  let s = 0;
  for (let i = 0; i < 4 && !(i >= t.length); i++) s += t[i]!; // OOB
  return s;
}
function asAnotherType(): number {
  const t = new Uint8Array(2);
  cutNamed(t as unknown as Named);
  let s = 0;
  for (let i = 0; i < 4 && !(i >= t.length); i++) s += t[i]!; // OOB
  return s;
}
const attempt = (f: () => number): unknown => {
  try {
    return f();
  } catch (error) {
    return String(error);
  }
};
export function run(): unknown {
  return [asTable, asAnotherType].map(attempt);
}
