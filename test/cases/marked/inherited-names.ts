// Names that objects inherit are no members of the records that are passed.
function own(r: { at: number }): number {
  const a = [1, 2, 3];
  return typeof r.constructor === "function" ? 0 : a.length;
}
function mixed(r: { at: number; toString?: () => string }): number {
  const a = [1, 2, 3];
  return a[r.at]; // PROVED
}
export function run(): number {
  return own({ at: 1 }) + mixed({ at: 1 }) + mixed({ at: 2, toString: (): string => "x" });
}
