/** `surety build --record-use`: that a build took guards off goes into the ledger. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { appendRecord } from "../../audit/ledger-file.js";
import { buildManifestOf } from "../../audit/manifest-check.js";
import type { Built } from "../../compiler/build-program.js";
import type { CommandContext } from "../context.js";
import { recordsOf } from "./records.js";

/** One record for one output, however often it is built. Nothing when no guard was taken off. */
export async function recordUse({ verification, outDir }: Built, context: CommandContext): Promise<void> {
  const { inForce } = verification.overrides.judged;
  const { overridden } = verification.report.summary;
  if (inForce.length === 0 || overridden === 0) return;
  const root = verification.loaded.projectRoot;
  const requests = [...new Set(inForce.map(({ request }) => request))].sort();
  const output = createHash("sha256")
    .update(readFileSync(buildManifestOf(outDir)))
    .digest("hex");
  for (const { body } of recordsOf(root))
    if (body.kind === "override.use" && body.output === output && body.requests.join() === requests.join()) return;
  await appendRecord(root, { kind: "override.use", requests, output, guards: overridden }, context.wallClock());
}
