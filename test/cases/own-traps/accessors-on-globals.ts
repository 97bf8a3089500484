// A global may be given an accessor under a name that the language does not define: reading it runs that.
const xs: number[] = [];
function fill(): void {
  xs.push(1, 2, 3);
}
function empty(): number {
  xs.length = 0;
  return 1;
}
function afterMap(): unknown {
  if (xs.length > 2) {
    (Map as any).extra;
    return xs[2]; // OOB
  }
  return 0;
}
function afterIntl(): unknown {
  if (xs.length > 2) {
    (Intl as any).extra;
    return xs[2]; // OOB
  }
  return 0;
}
function give(to: object, name: string): void {
  Object.defineProperty(to, name, { get: empty, configurable: true });
}
export function run(): unknown {
  give(Map, ['ex', 'tra'].join(''));
  give(Intl, ['ex', 'tra'].join(''));
  try {
    fill();
    const first = afterMap();
    xs.length = 0;
    fill();
    return [first, afterIntl()];
  } finally {
    delete (Map as any).extra;
    delete (Intl as any).extra;
  }
}
