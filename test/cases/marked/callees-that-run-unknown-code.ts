/**
 * What a function is given stays out of reach of unknown code that it runs, as long as it does not hand it on; absence of the mark means that
 * the site must not be proved.
 */
const scratch = [{ x: 1 }, { x: 2 }];
const other = [{ x: 3 }, { x: 4 }];

export function clip(into: readonly { x: number }[], from: readonly { x: number }[], then: (x: number) => void): number {
  then(1);
  return into === from ? 1 : 0;
}

export function collide(then: (x: number) => void): number {
  then(scratch[0]!.x); // PROVED
  clip(scratch, other, then);
  then(other[1]!.x); // PROVED
  return scratch[1]!.x; // PROVED
}

export function ofLocal(then: (x: number) => void): number {
  const a = [1, 2, 3];
  watched(a, then);
  return a[2]!; // PROVED
}
export function watched(a: number[], then: (x: number) => void): void {
  then(a.length);
}

// The callee changes its length itself.
export function shortened(then: (x: number) => void): number {
  const a = [1, 2, 3];
  shorten(a, then);
  return a[2]!;
}
export function shorten(a: number[], then: (x: number) => void): void {
  then(0);
  a.pop();
}

// The callee hands it on.
export function handedOn(then: (x: number[]) => void): number {
  const a = [1, 2, 3];
  handOn(a, then);
  return a[2]!;
}
export function handOn(a: number[], then: (x: number[]) => void): void {
  then(a);
}

// The caller has handed it on before.
export function before(then: (x: number[]) => void): number {
  const a = [1, 2, 3];
  then(a);
  if (a.length < 3) return 0;
  watched(a, () => undefined);
  return a[2]!;
}

// The callee reads an element. Code that this runs is code of the array's own (an accessor, a handler): this one has none.
export function ofElement(then: (x: number) => void): number {
  const a = [1, 2, 3];
  element(a, then);
  return a[2]!; // PROVED
}
export function element(a: number[], then: (x: number) => void): void {
  then(a[0]!);
}
