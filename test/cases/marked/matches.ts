// What matching and taking apart make has as many elements as the text of the regular expression and of the separator say.
export function groups(s: string): unknown {
  const m = /(?=a)(a)(?:b)(?<c>c)?(?<!x)[(]\(/.exec(s);
  if (m === null) return 0;
  const last = m[2]; // PROVED
  return last === undefined ? m[3] : last;
}
export function untilNone(s: string): number {
  const re = /x(y)?/g;
  let n = 0;
  let m: RegExpExecArray | null;
  while ((m = re.exec(s)) !== null) n += m[0].length; // PROVED
  return n;
}
export function ofPattern(s: unknown): unknown {
  if (typeof s !== "string") return 0;
  const m = s.match(/(\d+)-(\d+)/u);
  if (m === null) return 0;
  const [, from, to] = m; // PROVED
  return [from, to];
}
export function anyOf(s: unknown): unknown {
  if (typeof s !== "string") return 0;
  const all = s.match(/\d/g);
  if (all === null) return 0;
  const first = all[0]; // PROVED
  return [first, all[1]];
}
export function parts(s: unknown): unknown {
  if (typeof s !== "string") return 0;
  const first = s.split(",")[0]; // PROVED
  const line = s.split(/\r?\n/)[0]; // PROVED
  const one = s.split("\t", 1)[0]; // PROVED
  const lines = s.split(/,(x)?/);
  const last = lines[lines.length - 1]; // PROVED
  return [first, line, one, last, s.split("")[0], s.split(/,*/)[0], s.split(",", 0)[0]];
}
export function textsOfParts(s: unknown): unknown {
  if (typeof s !== "string") return 0;
  const parts = s.replace(/ /g, "").split("-");
  const [first] = parts; // PROVED
  return [first, parts[1]];
}
export function factsStay(s: string): number {
  const a = [1, 2];
  const b = { a };
  if (!(/x/.test(String(s)))) return 0;
  return b.a[1]; // PROVED
}
const shared = /(a)(?<b>b)?/g;
export function ofAVariable(s: string): unknown {
  shared.lastIndex = 0;
  const m = shared.exec(s);
  if (m === null || !shared.test(s) || shared.lastIndex > 9) return 0;
  const b = m[2]; // PROVED
  return [b, m[3]];
}
const given = /(a)/;
export function ofAVariableThatIsGiven(s: string): unknown {
  const m = given.exec(s);
  return m === null ? s.replace(given, "") : m[1];
}
const started = /(a)/g;
export function ofAVariableThatStartsAnywhere(s: string, at: number): unknown {
  started.lastIndex = at;
  const m = started.exec(s);
  return m === null ? 0 : m[1];
}
export const visible = /(a)/;
export function ofAVariableThatOthersHave(s: string): unknown {
  const m = visible.exec(s);
  return m === null ? 0 : m[1];
}
export function handedOn(s: string, use: (re: RegExp) => void): unknown {
  const re = /(a)/;
  use(re);
  const m = re.exec(s);
  return m === null ? 0 : m[1];
}
