// Lists lose their prototype elsewhere, by types that do not say that they are lists: a typed array without one has no length.
function cut(o: object): void { Object.setPrototypeOf(o, null); }
function cutTable(o: Record<string, number>): void { Object.setPrototypeOf(o, null); }
function cutAny(o: any): void { Reflect.setPrototypeOf(o, null); }
interface Named { readonly name: string }
function cutNamed(o: Named): void { Object.setPrototypeOf(o, null); }

function asObject(): number {
  const t = new Uint8Array(2);
  cut(t);
  let s = 0;
  for (let i = 0; i < 4 && !(i >= t.length); i++) s += t[i]!; // OOB
  return s;
}
function asTable(): number {
  const t = new Uint8Array(2);
  cutTable(t as unknown as Record<string, number>);
  let s = 0;
  for (let i = 0; i < 4 && !(i >= t.length); i++) s += t[i]!; // OOB
  return s;
}
function asAnything(): number {
  const t = new Uint8Array(2);
  cutAny(t);
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
function inPlainSight(): number {
  const t = new Uint8Array(2);
  Object.setPrototypeOf(t, null);
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
  return [asObject, asTable, asAnything, asAnotherType, inPlainSight].map(attempt);
}
