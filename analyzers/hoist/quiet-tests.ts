/**
 * Arithmetic on what may be an object calls its `valueOf`, and then nothing is known of any length: `typeof x === "number"` where the region
 * begins keeps it quiet. Only a search; asked for where nothing else in the region runs unknown code.
 */
import type { Instr } from "../../core/hir.js";
import { someAlternative, type StaticType } from "../../core/static-type.js";
import type { SelectorExpr } from "../../core/selector.js";
import { isQuietPrimitive } from "../facts/fact.js";
import type { Proven } from "./offers.js";
import type { Leaves } from "./leaves.js";
import type { RegionStart } from "./region-start.js";

/** Tests for all operands whose conversion might run code in the region; none when other code might, or one cannot be named. */
export const quietTests = (proven: Proven, leaves: Leaves, place: RegionStart): readonly SelectorExpr[] =>
  conversionTests(proven, leaves, place) ?? [];

/** The same for those that can be named, whatever else might run code. */
export function namedConversions(proven: Proven, leaves: Leaves, place: RegionStart): readonly SelectorExpr[] {
  return conversionTests(proven, leaves, place, true) ?? [];
}

function conversionTests(
  { analysis }: Proven,
  leaves: Leaves,
  { includes }: RegionStart,
  some = false,
): readonly SelectorExpr[] | null {
  const { graph, interpretation } = analysis;
  const found = new Map<string, SelectorExpr>();
  for (const block of graph.cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    for (const [position, instr] of (graph.fn.blocks[block]?.instrs ?? []).entries()) {
      if (!includes(block, instr.out) || !interpretation.outcomeAt(instr, block, position).runsUnknown) continue;
      const converted = convertedBy(instr);
      if (converted === null) {
        if (some) continue;
        return null;
      }
      for (const operand of converted) {
        if (isQuietPrimitive(interpretation.factAt(operand, block, position))) continue;
        const leaf = leaves.of(operand);
        const declared = interpretation.belief(operand);
        const isNamed = leaf !== null && (leaf.expr.kind === "name" || leaf.expr.kind === "member");
        if (!isNamed || (declared !== null && !isLikelyNumber(declared))) {
          if (some) continue;
          return null;
        }
        found.set(JSON.stringify(leaf.expr), typeTest(leaf.expr));
      }
    }
  }
  return [...found.values()];
}

/** Objects are hardly ever declared by types that numbers pass for. */
const isLikelyNumber = (type: StaticType): boolean =>
  someAlternative(type, ({ kind }) => kind === "number" || kind === "any" || kind === "unknown");

/** The operands that the instruction may convert; null where it may run code for another reason. */
function convertedBy(instr: Instr): readonly number[] | null {
  switch (instr.op) {
    case "binary":
      return instr.operator === "in" || instr.operator === "instanceof" ? null : [instr.left, instr.right];
    case "unary":
    case "toNumeric":
    case "increment":
    case "setElem":
      return [instr.value];
    default:
      return null;
  }
}

export function typeTest(of: SelectorExpr): SelectorExpr {
  return { kind: "binary", operator: "===", left: { kind: "typeof", of }, right: { kind: "text", value: "number" } };
}
