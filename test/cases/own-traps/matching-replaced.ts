// The program itself gives all regular expressions another `exec`.
const proto = RegExp.prototype;
const original = proto.exec;
function first(s: string): unknown {
  const m = /(a)/.exec(s);
  return m === null ? 0 : m[1]; // OOB
}
function parts(s: string): unknown {
  const m = String(s).match(/(a)/);
  return m === null ? 0 : m[1]; // OOB
}
export function run(): unknown {
  proto.exec = (): RegExpExecArray => [] as unknown as RegExpExecArray;
  try {
    return [first("a"), parts("a")];
  } finally {
    proto.exec = original;
  }
}
