/**
 * Whether a regular expression matches only texts that are one segment of a path: not empty, and without separators, dots, colons, spaces
 * and control characters. In JavaScript `^` and `$` without the flag `m` are the ends of the text, a line break included; `i` and `u` bring
 * only letters in. Understood are sequences of characters and classes with quantifiers; groups and alternatives are not.
 */
export function isSegmentPattern(literal: string): boolean {
  const parts = /^\/\^(.+)\$\/([a-z]*)$/.exec(literal);
  const [, body, flags] = parts ?? [];
  if (body === undefined || flags === undefined || !/^[iug]*$/.test(flags)) return false;
  const atoms =
    body.match(/(?:\\[wd-]|\[(?:\\[wd-]|[A-Za-z0-9_@+=,~-])+\]|[A-Za-z0-9_@=,~-])(?:[+*?]|\{\d+(?:,\d*)?\})?\??/g) ?? [];
  if (atoms.join("") !== body) return false;
  if (!atoms.every(isSafeAtom)) return false;
  return atoms.some((atom) => !/(?:[*?]|\{0+(?:,\d*)?\})\??$/.test(atom));
}

/** Ranges such as `+-=` and `,-a` hold separators: between the ends of a range only letters and digits of one kind are allowed. */
function isSafeAtom(atom: string): boolean {
  const inner = /^\[(.+)\]/.exec(atom)?.[1];
  if (inner === undefined) return true;
  const plain = inner.replace(/\\[wd-]/g, "").replace(/a-z|A-Z|0-9|a-f|A-F|0-7/g, "");
  return !plain.slice(1, -1).includes("-") && !(plain.includes("-") && plain.length > 1 && !/^-|-$/.test(plain));
}
