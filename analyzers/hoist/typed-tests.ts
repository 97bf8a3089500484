/**
 * Receivers that nothing is known of, but that a variable names where a region begins: a test can find out whether each is a typed array
 * (of an array it would not show that it has no holes). Only a search.
 */
import type { SelectorExpr } from "../../core/selector.js";
import { someAlternative, type StaticType } from "../../core/static-type.js";
import { mayBeObject } from "../facts/fact.js";
import { genuine } from "../interpretation/semantics-context.js";
import type { Proven } from "./offers.js";
import type { Leaves } from "./leaves.js";
import { isInside } from "./region-start.js";

const MOST = 3;

/** Tests for the unknown receivers of the sites of a region; none where there are too many. */
export function typedTests({ analysis, copies }: Proven, leaves: Leaves, sites: ReadonlySet<number>): readonly SelectorExpr[] {
  const { graph, interpretation } = analysis;
  const { fn } = graph;
  const found = new Map<string, SelectorExpr>();
  for (const { site, instr, block, position } of copies) {
    if (!sites.has(site) || !isInside(leaves.region, instr.out) || interpretation.reachable[block] === 0) continue;
    if (instr.op !== "getElem" && instr.op !== "setElem") continue;
    if (genuine(interpretation.contextAt(block, position), instr.object) !== null) continue;
    const known = interpretation.factAt(instr.object, block, position);
    if (!mayBeObject(known) || known.shape.typed === 0) continue;
    if (!isLikelyTyped(fn.types[fn.valueTypes[instr.object] ?? -1] ?? null)) continue;
    const leaf = leaves.of(instr.object);
    if (leaf === null || (leaf.expr.kind !== "name" && leaf.expr.kind !== "member")) continue;
    found.set(JSON.stringify(leaf.expr), { kind: "typedArray", of: leaf.expr });
  }
  return found.size > MOST ? [] : [...found.values()];
}

/** What an expression has for a type is no promise, but tells what is worth a test. */
const isLikelyTyped = (type: StaticType | null): boolean =>
  type === null || someAlternative(type, ({ kind }) => ["any", "unknown", "typedArray", "arrayLike"].includes(kind));
