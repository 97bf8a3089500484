// A subclass overrides length.
class Fake extends Uint8Array {
  override get length(): number { return 10; }
}
function last(a: Uint8Array): number {
  return a.length > 0 ? a[a.length - 1] : -1; // OOB
}
export function run(): unknown { return last(new Fake(2)); }
