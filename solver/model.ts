/** Strict reading of `(get-value (x1 x2 …))`: exactly the constants asked for, in order, each an integer literal. Else null. */
import { symbolName } from "./smtlib.js";

export function parseModel(text: string, symbols: readonly number[]): ReadonlyMap<number, string> | null {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const cursor = { at: 0 };
  const take = (expected: string): boolean => {
    if (tokens[cursor.at] !== expected) return false;
    cursor.at++;
    return true;
  };
  const natural = (): string | null => {
    const token = tokens[cursor.at];
    if (token === undefined || !/^(0|[1-9][0-9]*)$/.test(token)) return null;
    cursor.at++;
    return token;
  };
  const integer = (): string | null => {
    if (!take("(")) return natural();
    if (!take("-")) return null;
    const digits = natural();
    return digits !== null && take(")") ? `-${digits}` : null;
  };
  const model = new Map<number, string>();
  if (!take("(")) return null;
  for (const symbol of symbols) {
    if (!take("(") || !take(symbolName(symbol))) return null;
    const value = integer();
    if (value === null || !take(")")) return null;
    model.set(symbol, value);
  }
  return take(")") && cursor.at === tokens.length ? model : null;
}
