// A typed array may be given an iterator of its own, under a key that nobody wrote down: what walks it yields what it likes, and how much.
function walked(key: symbol, iterator: () => Iterator<number>): readonly number[] {
  const bytes = new Uint8Array(8);
  Object.defineProperty(bytes, key, { value: iterator });
  const table = new Uint8Array(256);
  const listed = Array.from(bytes);
  const spread = [...bytes];
  const typed = Uint8Array.from(bytes);
  return [
    table[listed[0]!]!, // OOB
    table[spread[0]!]!, // OOB
    typed[7]!, // OOB
  ];
}
function* thousand(): Generator<number> {
  yield 1000;
}
export function run(): unknown {
  return walked(Symbol.iterator, thousand);
}
