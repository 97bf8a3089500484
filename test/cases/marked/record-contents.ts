// What arrays hold that members of literals name.
export function storedByName(): number {
  const r: { at: number[] } = { at: [0] };
  r.at.push(3);
  r.at.push(1);
  let sum = 0;
  for (let k = 0; k < 3; k++) sum += [10, 20, 30, 40][r.at[k]]; // PROVED
  return sum;
}
export function storedByTwoNames(): number {
  const at = [0, 1];
  const r = { at };
  r.at[1] = 3; // PROVED
  return [10, 20, 30, 40][at[1]]; // PROVED
}
export function storedTooMuch(): number {
  const at = [0, 1];
  const r = { at };
  r.at[1] = 9; // PROVED
  const k = at[1]; // PROVED
  return [10, 20, 30, 40][k];
}
export function storedLater(): number {
  const r = { at: [0, 1] };
  let sum = 0;
  for (let n = 0; n < 2; n++) {
    const k = r.at[1]; // PROVED
    sum += [10, 20, 30, 40][k];
    r.at[1] = 7; // PROVED
  }
  return sum;
}
export function anotherArray(): number {
  const r = { at: [0, 1] };
  const other = [0, 9];
  r.at = other;
  const k = r.at[1]; // PROVED
  return [10, 20, 30, 40][k];
}
export function oneOfTwo(c: boolean): number {
  const at = [0, 1];
  const r = { at };
  const s = { at: [0, 1] };
  const either = c ? r : s;
  if (c) either.at[1] = 9;
  const k = at[1]; // PROVED
  return [10, 20, 30, 40][k];
}
export function byComputedName(name: string): number {
  const at = [0, 1];
  const r: Record<string, number[]> = { at };
  r[name]![1] = 9;
  return [10, 20, 30, 40][at[1]];
}
export function byValues(): number {
  const at = [0, 1];
  const r = { at };
  for (const one of Object.values(r)) one[1] = 9;
  return [10, 20, 30, 40][at[1]];
}
export function bySpread(): number {
  const at = [0, 1];
  const copy = { ...{ at } };
  copy.at[1] = 9;
  return [10, 20, 30, 40][at[1]];
}
export function inAnotherRecord(): number {
  const at = [0, 1];
  const r = { inner: { at } };
  r.inner.at[1] = 9;
  const k = at[1];
  return [10, 20, 30, 40][k];
}
function spoil(r: { at: number[] }): void {
  r.at[1] = 9;
}
export function byACallee(): number {
  const at = [0, 1];
  spoil({ at });
  return [10, 20, 30, 40][at[1]];
}
export function byAClosure(): number {
  const at = [0, 1];
  const r = { at };
  const change = (): void => {
    r.at[1] = 9;
  };
  change();
  return [10, 20, 30, 40][at[1]];
}
export function byAMember(): number {
  const at = [0, 1];
  const r = {
    at,
    change(): void {
      this.at[1] = 9;
    },
  };
  r.change();
  return [10, 20, 30, 40][at[1]];
}
export function objectsInIt(): number {
  const r: { at: unknown[] } = { at: [0] };
  const a = [1, 2, 3];
  r.at.push({
    valueOf(): number {
      a.length = 0;
      return 0;
    },
  });
  const size = a.length;
  if (size < 3 || (r.at[1] as number) - 1 > 0) return 0; // PROVED
  return a[2];
}
