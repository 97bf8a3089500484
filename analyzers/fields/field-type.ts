/** Fields that are read as data: declared so to the knowledge of A1t, members of records, private names. */
import type { Instr } from "../../core/hir.js";
import type { StaticType } from "../../core/static-type.js";
import { memberType } from "../interpretation/belief.js";
import type { Environment } from "../facts/environment.js";
import type { Interpretation } from "../interpretation/interpret.js";

/** The declared type of a field that the read may be named by; undefined when the read is not a plain data read. */
export function fieldType(
  environment: Environment,
  instr: Extract<Instr, { op: "getProp" }>,
  interpretation: Interpretation,
): StaticType | null | undefined {
  const type = interpretation.belief(instr.object);
  const declared = type === null ? null : memberType(type, instr.name, environment);
  if (declared !== null) return declared;
  const isData =
    (instr.claim.kind === "hash" && !instr.claim.accessor) || interpretation.records.member(instr.object, instr.name) !== null;
  return isData ? null : undefined;
}
