/** The maps `exports` and `imports` of a package.json, by the algorithms of Node's documentation (PACKAGE_EXPORTS_RESOLVE and what it uses). */

/** What a map says of a request: a target as written, or a specifier of another package (of `imports` only). */
export function mapped(map: unknown, request: string, conditions: ReadonlySet<string>): string | null {
  if (!isObject(map)) return null;
  if (Object.hasOwn(map, request) && !request.includes("*")) return targetOf(map[request], null, conditions) ?? null;
  const [best] = Object.keys(map)
    .filter((key) => matchOf(key, request) !== null)
    .sort((a, b) => byPattern(a, b));
  if (best === undefined) return null;
  return targetOf(map[best], matchOf(best, request), conditions) ?? null;
}

/** `exports` in the form of a map of sub-paths. */
export function exportsMap(exports: unknown): unknown {
  const isSugar = !isObject(exports) || !Object.keys(exports).some((key) => key.startsWith("."));
  return isSugar ? { ".": exports } : exports;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** What the `*` of `key` stands for in `request`; null where they do not match. */
function matchOf(key: string, request: string): string | null {
  const [base, rest, ...more] = key.split("*");
  if (base === undefined || rest === undefined || more.length > 0) return null;
  if (!request.startsWith(base) || request === base) return null;
  if (!request.endsWith(rest) || request.length < key.length) return null;
  return request.slice(base.length, request.length - rest.length);
}

/** PATTERN_KEY_COMPARE: the more specific first. */
function byPattern(a: string, b: string): number {
  return b.indexOf("*") - a.indexOf("*") || b.length - a.length;
}

/** `undefined`: no condition holds, the next one is tried; null: excluded. */
function targetOf(target: unknown, match: string | null, conditions: ReadonlySet<string>): string | null | undefined {
  if (typeof target === "string") return match === null ? target : target.replaceAll("*", () => match);
  if (Array.isArray(target)) {
    let last: string | null | undefined;
    for (const one of target) {
      last = targetOf(one, match, conditions);
      // What is no target of a package at all is skipped.
      if (typeof last === "string" && (last.startsWith("./") || !last.startsWith("."))) return last;
    }
    return last;
  }
  if (!isObject(target)) return null;
  for (const [condition, one] of Object.entries(target)) {
    if (condition !== "default" && !conditions.has(condition)) continue;
    const found = targetOf(one, match, conditions);
    if (found !== undefined) return found;
  }
  return undefined;
}
