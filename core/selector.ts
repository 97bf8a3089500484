/**
 * Selectors (guards.md, rule 7): a test where a region begins chooses between a body without and a body with guards. It never throws
 * and has no effects. Plain data: the analysers prove the region *with this very test in front*, the emitters print it.
 */
import type { NamedRoot } from "./hir-region.js";
import type { SiteId } from "./ids.js";
import type { Span } from "./span.js";
import type { Evidence } from "./verdict.js";

/** An expression of a test. Arithmetic is that of doubles, in the order of the tree. */
export type SelectorExpr =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  /** What the name means where the region begins. */
  | { readonly kind: "name"; readonly name: string; readonly root: NamedRoot }
  /** A data member by A1t; printed as `of?.name`, since a lying type must not make the test throw. */
  | { readonly kind: "member"; readonly of: SelectorExpr; readonly name: string }
  /** `of.length`; printed as `of?.length` where only a declared type says that `of` has one. */
  | { readonly kind: "length"; readonly of: SelectorExpr; readonly believed: boolean }
  /** An element of what is an array by A1t; printed as `of?.[index]`. Objects only: of numbers there may be too many. */
  | { readonly kind: "element"; readonly of: SelectorExpr; readonly index: SelectorExpr }
  | { readonly kind: "typeof"; readonly of: SelectorExpr }
  /** A genuine typed array as its constructor made it: asked of the runtime. */
  | { readonly kind: "typedArray"; readonly of: SelectorExpr }
  | {
      readonly kind: "binary";
      readonly operator: "+" | "-" | "*" | "%" | ">>>" | "===" | "<" | "<=";
      readonly left: SelectorExpr;
      readonly right: SelectorExpr;
    };

/** Whether the read is printed with `?.`: of nothing it is undefined, which no test holds of. */
export function isAsked(expr: Extract<SelectorExpr, { readonly kind: "member" | "length" | "element" }>): boolean {
  if (expr.kind === "element") return true;
  return expr.kind === "length" ? expr.believed : expr.of.kind !== "name" || expr.of.root.kind !== "this";
}

/** Whether `x.name` reads the member: names with other characters are left alone. */
export const isMemberName = (name: string): boolean => /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

export interface HoistedSite {
  readonly site: SiteId;
  /** What going without this guard is worth: more in a loop. */
  readonly worth: number;
  /** Of the proof that the copy behind the test needs no guard. */
  readonly evidence: Evidence;
}

/**
 * What `isTypedArray` costs, in guards that are run: 35 to 55 ns where a guard takes about one. (Without it the rounds of keccak, whose inner loops run five
 * times, took three times as long with selectors as with guards.)
 */
const TYPED_TEST = 40;

/** What the tests cost where they are run once. */
const costOf = (tests: readonly SelectorExpr[]): number =>
  tests.reduce((sum, { kind }) => sum + (kind === "typedArray" ? TYPED_TEST : 1), 0);

/** What a selector must gain to be worth its text. */
export function isWorthwhile(tests: readonly SelectorExpr[], worths: readonly number[]): boolean {
  return worths.reduce((a, b) => a + b, 0) > Math.max(1, costOf(tests));
}

export interface Selector {
  /** The statements that are written twice. */
  readonly span: Span;
  /** All must hold, in order; later ones are evaluated only if earlier ones hold. */
  readonly tests: readonly SelectorExpr[];
  /** Sites without a guard in the body that the test selects, ascending. */
  readonly sites: readonly HoistedSite[];
}
