// `split` of a regular expression of a class of its own, that looks like any other.
class Splitter extends RegExp {
  override [Symbol.split](_: string): string[] { return []; }
  override exec(_: string): RegExpExecArray { return [] as unknown as RegExpExecArray; }
}
const make = (): RegExp => new Splitter("(a)");
function parts(s: string): unknown {
  return String(s).split(make())[0]; // OOB
}
function groups(s: string): unknown {
  const m = make().exec(s);
  return m === null ? 0 : m[1]; // OOB
}
export function run(): unknown {
  return [parts("a,b"), groups("a")];
}
