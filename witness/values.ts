/** Arguments as source text: each evaluates to a fresh value of its plain type. Ordered, bounded, the telling ones first. */
import { assertNever } from "../core/errors.js";
import type { PlainType } from "../core/witness.js";
import { diagonals } from "./diagonals.js";

/** What the code mentions: bounds and switches are found there. */
export interface Mentioned {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}

const NUMBERS: readonly number[] = [0, 1, -1, 2, 3, NaN, 0.5, 5, 10, 2 ** 31, -(2 ** 31), 1e9];
const TEXTS: readonly string[] = ["", "a", "ab", "0", "abc", "-1", "€𝄞", " "];
const MAX_NUMBERS = 28;
const MAX_TEXTS = 20;
const MAX_ELEMENTS = 4;
const MAX_VALUES = 24;
/** Longest array that is written out. */
const WRITTEN_OUT = 12;

/** The texts of some values of the type, without repetition; at least one. */
export function valuesOf(type: PlainType, mentioned: Mentioned): readonly string[] {
  switch (type.kind) {
    case "number": {
      const near = mentioned.numbers.flatMap((n) => [n, n + 1, n - 1]);
      return unique([...NUMBERS.slice(0, 7), ...near, ...NUMBERS.slice(7)].map(numberText), MAX_NUMBERS);
    }
    case "string":
      return unique(
        [...TEXTS.slice(0, 4), ...mentioned.texts, ...TEXTS.slice(4)].map((text) => JSON.stringify(text)),
        MAX_TEXTS,
      );
    case "boolean":
      return ["false", "true"];
    case "constant":
      return [type.text];
    case "array":
      return arrays(valuesOf(type.element, mentioned), (elements) => `[${elements.join(", ")}]`);
    case "typedArray": {
      const wide = type.name.startsWith("Big");
      const elements = valuesOf({ kind: "number" }, mentioned).filter((text) => !wide || /^-?\d+$/u.test(text));
      return arrays(
        elements.map((text) => (wide ? `${text}n` : text)),
        (given) => (given.length === 0 ? `new ${type.name}(0)` : `new ${type.name}([${given.join(", ")}])`),
      );
    }
    case "tuple":
      return combined(type.elements, mentioned).map((elements) => `[${elements.join(", ")}]`);
    case "object":
      return combined(
        type.fields.map((field) => field.type),
        mentioned,
      ).map((values) => objectText(type.fields.map(({ name }, at) => `${name}: ${values[at] ?? "undefined"}`)));
    case "union":
      return interleaved(type.members.map((member) => valuesOf(member, mentioned)));
    default:
      return assertNever(type);
  }
}

/** An array, typed array or string of that length, or null where the type has none. Elements are small and equal. */
export function valueOfLength(type: PlainType, length: number, element: string | null): string | null {
  switch (type.kind) {
    case "array": {
      const filler = element ?? valuesOf(type.element, { numbers: [], texts: [] })[0] ?? "undefined";
      if (length <= WRITTEN_OUT) return `[${Array<string>(length).fill(filler).join(", ")}]`;
      return type.element.kind === "array" || type.element.kind === "object"
        ? `Array.from({ length: ${String(length)} }, () => (${filler}))`
        : `new Array(${String(length)}).fill(${filler})`;
    }
    case "typedArray": {
      const filler = element === null || type.name.startsWith("Big") ? "" : `.fill(${element})`;
      return `new ${type.name}(${String(length)})${length === 0 ? "" : filler}`;
    }
    case "string":
      return length <= WRITTEN_OUT ? JSON.stringify("a".repeat(length)) : `"a".repeat(${String(length)})`;
    case "union": {
      for (const member of type.members) {
        const found = valueOfLength(member, length, element);
        if (found !== null) return found;
      }
      return null;
    }
    case "number":
    case "boolean":
    case "constant":
    case "tuple":
    case "object":
      return null;
    default:
      return assertNever(type);
  }
}

/** Whether the type admits this number. */
export function admitsNumber(type: PlainType, text: string): boolean {
  if (type.kind === "union") return type.members.some((member) => admitsNumber(member, text));
  return type.kind === "number" || (type.kind === "constant" && type.text === text);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Short arrays of the first elements, then arrays of one odd element each, then longer ones. */
function arrays(elements: readonly string[], text: (elements: readonly string[]) => string): readonly string[] {
  const at = (k: number): string => elements[k % elements.length] ?? "undefined";
  const ascending = (length: number): readonly string[] => Array.from({ length }, (_, k) => at(k));
  const found: (readonly string[])[] = [[], [at(1)], [at(0), at(1)], [at(1), at(3), at(4)]];
  for (const one of elements) found.push([one], [one, one]);
  found.push(ascending(MAX_ELEMENTS), [...ascending(MAX_ELEMENTS)].reverse(), ascending(9));
  return unique(found.map(text), MAX_VALUES);
}

function combined(types: readonly PlainType[], mentioned: Mentioned): readonly (readonly string[])[] {
  return diagonals(
    types.map((type) => valuesOf(type, mentioned)),
    MAX_VALUES,
  );
}

function objectText(fields: readonly string[]): string {
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function interleaved(lists: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const all = Array.from({ length: longest }, (_, k) => lists.flatMap((list) => list[k] ?? []));
  return unique(all.flat(), MAX_VALUES);
}

function unique(texts: readonly string[], most: number): readonly string[] {
  return [...new Set(texts)].slice(0, most);
}
