// What matching and taking apart make is no longer than it is, and a regular expression that others have may match otherwise.
function give(object: unknown, name: string, value: unknown): void { (object as Record<string, unknown>)[name] = value; }
const nothing = (): unknown => [];

function groups(s: string): unknown {
  const m = /(?=a)(a)(?:b)(?<c>c)(?<!x)[(]\(/.exec(s);
  return m === null ? 0 : m[3]; // OOB
}
function noGroups(s: string): unknown {
  const m = /[)(]\(/.exec(s);
  return m === null ? 0 : m[1]; // OOB
}
function allMatches(s: string): unknown {
  const m = String(s).match(/a(b)/g);
  return m === null ? 0 : m[1]; // OOB
}
function partsOfNothing(s: string): unknown {
  return [
    String(s).split("")[0], // OOB
    String(s).split(/x*/)[0], // OOB
    String(s).split(/|x/)[0], // OOB
  ];
}
function partsWithinLimits(s: string, zero: number): unknown {
  return [
    String(s).split(",", 0)[0], // OOB
    String(s).split(/,/, 0)[0], // OOB
    String(s).split(",", zero)[0], // OOB
    String(s).split(",", 2 ** 32)[0], // OOB
    String(s).split(/,/, 0.5)[0], // OOB
    String(s).split(",", NaN)[0], // OOB
  ];
}
function ownExec(s: string): unknown {
  const re = /(a)/;
  give(re, "exec", nothing);
  const m = re.exec(s);
  return m === null ? 0 : m[1]; // OOB
}
function ownExecInALoop(s: string): unknown {
  const re = /(a)/g;
  let last: unknown;
  for (let i = 0; i < 2; i++) {
    const m = re.exec(s);
    if (m !== null) last = m[1]; // OOB
    give(re, "exec", nothing);
  }
  return last;
}
function oneOfTwo(s: string, other: boolean): unknown {
  let re = /(a)/;
  if (other) re = /a/;
  const m = re.exec(s);
  return m === null ? 0 : m[1]; // OOB
}
function byAnotherName(s: string): unknown {
  let re = /(a)/;
  const held = { re };
  give(held.re, "exec", nothing);
  const m = re.exec(s);
  return m === null ? 0 : m[1]; // OOB
}
function captured(s: string): unknown {
  const re = /(a)/;
  const spoil = (): void => give(re, "exec", nothing);
  spoil();
  const m = re.exec(s);
  return m === null ? 0 : m[1]; // OOB
}
function given(s: string): unknown {
  const re = /(a)/;
  give(re, "exec", nothing);
  const m = String(s).match(re);
  return m === null ? 0 : m[1]; // OOB
}
function shortened(s: string): unknown {
  const m = /(a)/.exec(s);
  if (m === null) return 0;
  m.length = 1;
  return m[1]; // OOB
}
function ofAnObject(): unknown {
  const text = { match: (_: RegExp): unknown[] => [], split: (_: RegExp): unknown[] => [] };
  return [
    text.match(/(a)/)[1], // OOB
    text.split(/,/)[0], // OOB
  ];
}
export function run(): unknown {
  const one = [groups("abc(("), noGroups(")(")];
  const two = [allMatches("ab"), partsOfNothing(""), partsWithinLimits("a", 0), ownExec("a"), ownExecInALoop("aa")];
  const three = [oneOfTwo("a", true), byAnotherName("a"), captured("a"), given("a"), shortened("a"), ofAnObject()];
  return [one, two, three];
}
