// Elements of what regular expressions match, and of the parts of a text.
const PAIR = /(\w+)=(\w*)(;)?/g;

function pairs(text: string): string {
  let out = "";
  PAIR.lastIndex = 0;
  for (let m = PAIR.exec(text); m !== null; m = PAIR.exec(text)) out += `${m[1]}:${m[2]}${String(m[3])},`; // PROVED
  return out;
}
function version(text: string): readonly (string | undefined)[] {
  const m = `${text}`.match(/^v?(\d+)\.(\d+)(?:\.(\d+))?(?<tag>-\w+)?$/u);
  if (m === null) return [];
  const [, major, minor, patch, tag] = m; // PROVED
  return [major, minor, patch, tag, m.groups?.tag];
}
function digits(text: string): readonly unknown[] {
  const all = `${text}`.match(/\d/g);
  return all === null ? [] : [all[0], all.length]; // PROVED
}
function edges(text: string): readonly string[] {
  const lines = `${text}`.split(/\r?\n/);
  const first = lines[0]; // PROVED
  const last = lines[lines.length - 1]; // PROVED
  const head = `${text}`.split("=")[0]; // PROVED
  const tail = `${text}`.split(";", 1)[0]; // PROVED
  return [first, last, head, tail, `${text}`.replace(/=/g, "").split("=")[0]]; // PROVED
}
export function run(): unknown {
  const texts = ["", "a=1;b=;c", "v1.2.3-rc", "1.2", "x\r\ny\nz", "=", ";", "0"];
  return texts.map((text) => [pairs(text), version(text), digits(text), edges(text), /^\d/.test(text)]);
}
