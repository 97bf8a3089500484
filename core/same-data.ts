/** Whether two plain values are alike in all parts: NaN is NaN, -0 is not 0, a missing member is none that is undefined. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return (a as readonly unknown[]).every((element, k) => sameData(element, (b as readonly unknown[])[k]));
  }
  if (a instanceof Set || b instanceof Set)
    return a instanceof Set && b instanceof Set && a.size === b.size && [...(a as Set<unknown>)].every((member) => b.has(member));
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameData(Reflect.get(a, name), Reflect.get(b, name)))
  );
}
