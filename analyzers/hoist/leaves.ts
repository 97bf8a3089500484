/**
 * What a test can name where a region begins: variables that hold a value there, and lengths of objects that they hold. Only a search:
 * whether the name still means the value is settled when the region is proved with the test in front.
 */
import type { HirRegion } from "../../core/hir.js";
import type { ValueId } from "../../core/ids.js";
import type { SelectorExpr } from "../../core/selector.js";
import type { Analysis } from "../discharge.js";
import { mayBeNullish, type Fact } from "../fact.js";
import { defOf, definedBefore, find } from "../graph.js";
import type { VersionedRegion } from "./version-regions.js";

export interface Leaf {
  readonly expr: SelectorExpr;
  /** The variable's value where the region begins; of a length, the object's. */
  readonly probe: ValueId;
  /** A length: something inside the region may change it, unless that something goes with the guards. */
  readonly unsure: boolean;
}

export interface Leaves {
  readonly region: HirRegion;
  readonly analysis: Analysis;
  /** The expression for a symbol of linear forms, or null. */
  readonly of: (symbol: number) => Leaf | null;
}

export function leavesOf(analysis: Analysis, { region, probes, entered }: VersionedRegion): Leaves {
  const { graph, facts } = analysis;
  const named = new Map<number, Leaf>();
  region.names.forEach(({ name, local }, k) => {
    const probe = probes[k];
    if (probe === undefined) return;
    const value = find(graph, probe);
    // Before its first assignment there is nothing to test.
    if (defOf(graph, value).kind === "uninitialised") return;
    if (!named.has(value)) named.set(value, { expr: { kind: "local", name, local }, probe, unsure: false });
  });
  const of = (symbol: number): Leaf | null => {
    const product = facts.product(symbol);
    if (product !== null) {
      const left = of(product.left);
      const right = of(product.right);
      if (left === null || right === null) return null;
      return {
        expr: { kind: "binary", operator: "*", left: left.expr, right: right.expr },
        probe: left.probe,
        unsure: left.unsure || right.unsure,
      };
    }
    if (symbol >= graph.defs.length) return null;
    const value = find(graph, symbol);
    const known = named.get(value);
    if (known !== undefined) return known;
    const def = defOf(graph, value);
    const location = def.kind === "initial" || def.kind === "changed" || def.kind === "phi" ? def.location : null;
    if (location?.kind !== "length") return null;
    const object = named.get(find(graph, location.root));
    // The test would throw where the program does not.
    if (object === undefined || mayBeNullish(factWhereItBegins(object.probe))) return null;
    const believed = analysis.interpretation.belief(object.probe) !== null;
    const unsure = def.kind !== "initial" && isMadeInside(value);
    return { expr: { kind: "length", of: object.expr, believed }, probe: object.probe, unsure };
  };
  const factWhereItBegins = (value: number): Fact =>
    analysis.interpretation.factAt(value, graph.blockOf[entered] ?? 0, graph.positionOf[entered] ?? 0);
  const isMadeInside = (value: number): boolean =>
    !definedBefore(graph, value, graph.blockOf[entered] ?? 0, graph.positionOf[entered] ?? 0);
  return { region, analysis, of };
}
