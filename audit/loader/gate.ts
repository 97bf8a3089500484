import { approvalsOf } from "../approvals.js";
import { createManifestChecker } from "../manifest-check.js";

/** Node's permission model is what a process has to isolate what runs in it. */
const isolation = Object.hasOwn(process, "permission") ? "process" : "module";

const checker = createManifestChecker({ now: () => Date.now(), isolation, approvalsOf });

/** Why the code of `file` may not run; empty: it may. */
export const mayRun = (file: string, code: string): readonly string[] => checker.check(file, code);

export const refusalText = (file: string, problems: readonly string[]): string =>
  `surety: \`${file}\` does not run: ${problems.join("; ")}`;
