/**
 * What a test can name where a region begins: variables that hold a value there, their believed members, and lengths of such
 * objects. Only a search:
 * whether the name still means the value is settled when the region is proved with the test in front.
 */
import { sameData } from "../../core/same-data.js";
import type { HirRegion } from "../../core/hir-region.js";
import { isAsked, isMemberName, type SelectorExpr } from "../../core/selector.js";
import { isThere } from "../interpretation/belief.js";
import type { Analysis } from "../discharge.js";
import type { Point } from "../escape/flow.js";
import { isNumberOnly } from "../facts/fact.js";
import { defOf, find, isVersion, type Location } from "../ssa/graph.js";
import { genuine } from "../interpretation/semantics-context.js";
import { isReadBefore } from "./dead-zone.js";
import type { RegionStart } from "./region-start.js";

export interface Leaf {
  readonly expr: SelectorExpr;
  /** The variable's value where the region begins; of a length, the object's. */
  readonly value: number;
  /** A length: something inside the region may change it, unless that something goes with the guards. */
  readonly unsure: boolean;
}

export interface Leaves {
  readonly region: HirRegion;
  readonly analysis: Analysis;
  readonly start: Point;
  /** The expression for a symbol of linear forms, or null. */
  readonly of: (symbol: number) => Leaf | null;
}

export function leavesOf(analysis: Analysis, place: RegionStart): Leaves {
  const { region, start, tested } = place;
  const { graph, facts, interpretation } = analysis;
  const named = new Map<number, Leaf>();
  region.names.forEach(({ name, root }, k) => {
    const value = place.values[k] ?? null;
    // Before its first assignment there is nothing to test.
    if (value === null || defOf(graph, value).kind === "uninitialised" || named.has(value)) return;
    if (root.kind === "cell" && !isReadBefore(analysis, root.cell, place)) return;
    named.set(value, { expr: { kind: "name", name, root }, value, unsure: false });
  });
  const of = (symbol: number): Leaf | null => {
    const product = facts.product(symbol);
    if (product !== null) {
      const left = of(product.left);
      const right = of(product.right);
      if (left === null || right === null) return null;
      return {
        expr: { kind: "binary", operator: "*", left: left.expr, right: right.expr },
        value: left.value,
        unsure: left.unsure || right.unsure,
      };
    }
    if (symbol >= graph.defs.length) return null;
    const value = find(graph, symbol);
    const known = named.get(value);
    if (known !== undefined) return known;
    const def = defOf(graph, value);
    const location = isVersion(def) || def.kind === "phi" ? def.location : null;
    if (location === null || location.kind === "cell") return null;
    const object = of(location.root) ?? elementOf(location.root);
    if (object === null) return null;
    if (location.kind === "field" && (!isMemberName(location.name) || !isDeclaredThere(location))) return null;
    const expr =
      location.kind === "field"
        ? ({ kind: "member", of: object.expr, name: location.name } as const)
        : ({
            kind: "length",
            of: object.expr,
            believed: object.expr.kind === "element" || interpretation.belief(location.root) !== null,
          } as const);
    // The test would throw where the program does not.
    if (!isAsked(expr) && !isThere(interpretation, location.root, tested)) return null;
    return { expr, value: object.value, unsure: object.unsure || (def.kind !== "initial" && !place.isBefore(value)) };
  };
  /** By the tests that were passed before the region, not by those in it. */
  const isDeclaredThere = ({ root, name, declared }: Extract<Location, { kind: "field" }>): boolean => {
    const before = declared === null ? null : interpretation.memberBelief(root, name, tested.block);
    return before !== null && sameData(before, declared);
  };
  /** What an array holds at an index that has a name (a row of a matrix). Whether it is still there in the region, the proof shows. */
  const elementOf = (element: number): Leaf | null => {
    const def = defOf(graph, find(graph, element));
    if (def.kind !== "instr" || def.instr.op !== "getElem") return null;
    const { object, key } = def.instr;
    const context = interpretation.contextAt(tested.block, tested.position);
    // Reading an ordinary array under a number runs nothing, whatever is there.
    if (!isNumberOnly(context.fact(key)) || genuine(context, object) !== "array") return null;
    const array = of(object) ?? elementOf(object);
    const index = of(key);
    if (array === null || (index?.expr.kind !== "name" && index?.expr.kind !== "member")) return null;
    return { expr: { kind: "element", of: array.expr, index: index.expr }, value: array.value, unsure: array.unsure };
  };
  return { region, analysis, start, of };
}
