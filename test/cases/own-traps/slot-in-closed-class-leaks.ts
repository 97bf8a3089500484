// Instances leave by ways that are no method call: an element, a spread of arguments, a callback, `this` in a literal.
class Box {
  private at = 0;
  private readonly cells = new Uint8Array(4);
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
  self(): { me: unknown } { return { me: this }; }
}
function spoil(x: unknown): void { (x as { at: number }).at = 9; }
export function run(): unknown {
  const a = new Box();
  for (const x of [a]) spoil(x);
  const b = new Box();
  spoil(b.self().me);
  return [a.read(), b.read()];
}
