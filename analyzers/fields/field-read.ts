/** Fields that are read as data: declared so to the knowledge of A1t, members of records, private names. */
import type { Instr } from "../../core/hir.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { Location } from "../ssa/graph.js";
import { slotOf } from "./slots.js";

/** The field that the read may be named by, with its declared type; null when the read is not a plain data read. */
export function fieldRead(
  instr: Extract<Instr, { op: "getProp" }>,
  { memberBelief, isTold, records }: Interpretation,
  block: number,
): Location | null {
  const { object: root, name, claim } = instr;
  const declared = memberBelief(root, name, block);
  const isData = declared !== null || (claim.kind === "hash" && !claim.accessor) || records.member(root, name) !== null;
  return isData ? { kind: "field", root, name, declared, told: isTold(root, name, block), slot: slotOf(instr) } : null;
}
