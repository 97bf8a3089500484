/** Which instructions a guard may stand at. */
import type { Instr } from "./hir.js";

/** A guard that stops tells whoever listens to violations before it throws: their code runs there. */
export const isGuarded = (instr: Instr): boolean => "site" in instr && instr.site !== null;
