import { approvalsOf } from "../approvals.js";
import { readSigners } from "../build-signature.js";
import { createManifestChecker } from "../manifest-check.js";

/** Node's permission model is what a process has to isolate what runs in it. */
const isolation = Object.hasOwn(process, "permission") ? "process" : "module";

/** Who deploys says whose builds run: the variable names a file with public keys. One that cannot be used stops the process at once. */
const named = process.env["SURETY_SIGNERS"];
const signers = named === undefined || named === "" ? null : readSigners(named);

const checker = createManifestChecker({ now: () => Date.now(), isolation, signers, approvalsOf });

/** Why the code of `file` may not run; empty: it may. */
export const mayRun = (file: string, code: string): readonly string[] => checker.check(file, code);

export const refusalText = (file: string, problems: readonly string[]): string =>
  `surety: \`${file}\` does not run: ${problems.join("; ")}`;
