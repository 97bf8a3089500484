// Members of a `const enum` are numbers where they are used.
const enum Ternary {
  False = 0,
  True = -1,
}
export const both = (a: Ternary, b: Ternary): boolean => a === Ternary.True && b !== Ternary.False;
