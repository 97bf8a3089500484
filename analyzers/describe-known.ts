/** What is known of the operands of an unproved site, as sentences about the source. */
import type { AbstractNumber } from "./domain/number.js";
import * as V from "./domain/value.js";
import type { Analysis } from "./discharge.js";
import type { Point } from "./linear/linear-facts.js";

/** Limits of the engine are no news. */
const TELLING = 2 ** 31;

/** One sentence a value that is a number or may be one; values without a name are passed over. */
export function describeKnown(
  { interpretation }: Analysis,
  values: readonly number[],
  at: Point,
  describe: (value: number) => string,
): readonly string[] {
  const sentences = new Set<string>();
  for (const value of values) {
    const name = describe(value);
    const { number, others } = interpretation.factAt(value, at.block, at.position).value;
    if (number === null || name.includes("…") || /^-?\d/u.test(name)) continue;
    const kinds = others === 0 ? "" : others === V.ALL_OTHERS ? ", or no number at all" : `, or ${kindsOf(others)}`;
    sentences.add(`\`${name}\` is ${numberWords(number)}${kinds}`);
  }
  return [...sentences];
}

function numberWords(number: AbstractNumber): string {
  if (number.lo === number.hi && !number.nan) return String(number.lo);
  const kind = number.integer ? "an integer" : "a number that may be a fraction";
  const hasLow = number.lo > -TELLING;
  const hasHigh = number.hi < TELLING;
  const range =
    hasLow && hasHigh
      ? ` from ${String(number.lo)} to ${String(number.hi)}`
      : hasLow
        ? ` of at least ${String(number.lo)}`
        : hasHigh
          ? ` of at most ${String(number.hi)}`
          : "";
  return `${kind}${range}${number.nan ? ", or NaN" : ""}`;
}

const KINDS: readonly (readonly [number, string])[] = [
  [V.UNDEFINED, "undefined"],
  [V.NULL, "null"],
  [V.BOOLEAN, "a boolean"],
  [V.STRING, "a string"],
  [V.BIGINT, "a bigint"],
  [V.SYMBOL, "a symbol"],
  [V.ANY_OBJECT, "an object"],
];

function kindsOf(others: number): string {
  return KINDS.filter(([mask]) => (others & mask) !== 0)
    .map(([, word]) => word)
    .join(" or ");
}
