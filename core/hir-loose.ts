/** What A1t does not claim in this function, since it stores something else itself (compiler/lower/loose-stores.ts). */
export interface HirLoose {
  /** Names of members, sorted; null: all. */
  readonly members: readonly string[] | null;
  readonly elements: boolean;
  /** That tuples which it finds in other objects are no shorter than their type says. */
  readonly lengths: boolean;
  /** That lists which others have stay ordinary and dense: a function written inside it sees to the contrary. */
  readonly lists: boolean;
  /** That what it takes the prototype of (`Object.setPrototypeOf(o, null)`) is no list. */
  readonly prototypes: boolean;
}

/** Of a literal: it is what its declared type says, as far as A1t goes (compiler/lower/conforming-literals.ts). */
export interface Conforming {
  readonly conforming?: true;
}

export const NO_LOOSE: HirLoose = { members: [], elements: false, lengths: false, lists: false, prototypes: false };
