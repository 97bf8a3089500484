/**
 * Names for numbers that two functions can both speak of: a parameter, the result, a member of one of them, or the length of any of these.
 * `#` in front means the length: `p0`, `#p0`, `p0.width`, `#r.x`.
 */
export type PathRoot = { readonly kind: "parameter"; readonly index: number } | { readonly kind: "result" };

export interface Path {
  readonly root: PathRoot;
  readonly member: string | null;
  readonly length: boolean;
}

export function pathKey({ root, member, length }: Path): string {
  const base = root.kind === "result" ? "r" : `p${String(root.index)}`;
  return `${length ? "#" : ""}${base}${member === null ? "" : `.${member}`}`;
}

export function parsePath(key: string): Path {
  const length = key.startsWith("#");
  const text = length ? key.slice(1) : key;
  const dot = text.indexOf(".");
  const base = dot === -1 ? text : text.slice(0, dot);
  const root: PathRoot = base === "r" ? { kind: "result" } : { kind: "parameter", index: Number(base.slice(1)) };
  return { root, member: dot === -1 ? null : text.slice(dot + 1), length };
}

/** `sum(coefficient * path) + constant <= 0`, a relation between integers. */
export interface BoundaryAtom {
  readonly terms: readonly (readonly [path: string, coefficient: number])[];
  readonly constant: number;
}

export function atomKey(atom: BoundaryAtom): string {
  return `${atom.terms.map(([path, coefficient]) => `${String(coefficient)}*${path}`).join("+")}+${String(atom.constant)}`;
}
