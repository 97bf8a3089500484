/**
 * A text for plain data: equal texts, equal data. Numbers keep NaN, -0 and the infinities apart, `undefined` is no missing property, and
 * every string comes with its length, so that no two values share a text. The order of properties counts: whoever iterates sees it.
 */

const LONE_SURROGATE = /\p{Surrogate}/u;

/** `replace`: what to write in the place of an object; the object itself for most. */
export function canonicalText(value: unknown, replace: (value: object) => unknown = (same) => same): string {
  const parts: string[] = [];
  write(value, replace, parts);
  return parts.join("");
}

function write(value: unknown, replace: (value: object) => unknown, parts: string[]): void {
  switch (typeof value) {
    case "string":
      parts.push("s", lengthened(value));
      return;
    case "number":
      parts.push(Object.is(value, -0) ? "n-0;" : `n${String(value)};`);
      return;
    case "boolean":
      parts.push(value ? "t" : "f");
      return;
    case "undefined":
      parts.push("u");
      return;
    case "bigint":
      parts.push(`b${String(value)};`);
      return;
    case "object":
      if (value === null) parts.push("0");
      else writeObject(value, replace, parts);
      return;
    default:
      throw new TypeError(`a ${typeof value} is no plain data`);
  }
}

function writeObject(given: object, replace: (value: object) => unknown, parts: string[]): void {
  const value = replace(given);
  if (typeof value !== "object" || value === null) {
    write(value, replace, parts);
    return;
  }
  if (Array.isArray(value)) {
    parts.push(`a${String(value.length)}:`);
    for (const element of value) write(element, replace, parts);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError("an object of a class is no plain data");
  const names = Object.keys(value);
  parts.push(`o${String(names.length)}:`);
  for (const name of names) {
    parts.push(lengthened(name));
    write(Reflect.get(value, name), replace, parts);
  }
}

/** The text is digested as UTF-8, which has one replacement for all surrogates without their other half: those are escaped. */
function lengthened(text: string): string {
  return LONE_SURROGATE.test(text) ? `e${String(text.length)}:${JSON.stringify(text)}` : `${String(text.length)}:${text}`;
}
