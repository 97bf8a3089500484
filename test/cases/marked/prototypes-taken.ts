// Tables without a prototype change no built-in object: what is known of other arrays stays known.
class Table {
  private readonly names: Record<string, number> = {};
  private readonly node: { readonly key: string } = { key: "k" };
  constructor() {
    Object.setPrototypeOf(this.names, null);
    Reflect.setPrototypeOf(this.node, null);
  }
  count(): number {
    return Object.keys(this.names).length + this.node.key.length;
  }
}
export function pushes(): number {
  const a: number[] = [];
  a.push(new Table().count());
  a.push(1);
  return a[1]; // PROVED
}
export function ofWhatHeldIt(): number {
  const a = [1];
  const holder = { list: a };
  Object.setPrototypeOf(holder, null);
  a.push(2);
  return a[1];
}
