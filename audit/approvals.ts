/** What the project of a build says about overrides, where it is at hand. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { DEFAULT_CONFIG } from "../policy/config/config.js";
import { decodeConfig } from "../policy/config/decode.js";
import { CONFIG_FILE } from "../policy/config/schema.js";
import type { ManifestFacts } from "../policy/manifest/check.js";
import { overridePolicyOf } from "../policy/overrides/policy.js";
import { readLedger } from "../policy/overrides/read-ledger.js";
import { readCheckpoints } from "./checkpoint-file.js";
import { NODE_DIGESTS } from "./digests.js";
import { nodeSignatures } from "./keys.js";
import { ledgerFileOf } from "./ledger-file.js";
import { isLinked, LEDGER_FILE, LINKED } from "./places.js";
import type { BuiltFolder } from "./manifest-check.js";

/** Null when the project is not here, or has its configuration in a form that only the compiler reads. */
export function approvalsOf({ outDir, build }: BuiltFolder): ManifestFacts["approvals"] {
  const root = path.resolve(outDir, build.project);
  const ledgerFile = ledgerFileOf(root);
  const config = nearestConfig(root);
  if (!existsSync(ledgerFile) || config === null) return null;
  const policy = overridePolicyOf(existsSync(config) ? decodeConfig(readFileSync(config, "utf8"), config) : DEFAULT_CONFIG);
  const signatures = nodeSignatures();
  const ledger = readLedger(
    // No line of a ledger: then nothing in it counts.
    {
      ledger: isLinked(root, LEDGER_FILE) ? `${LINKED}\n` : readFileSync(ledgerFile, "utf8"),
      checkpoints: readCheckpoints(root),
    },
    { digests: NODE_DIGESTS, signatures, keys: policy.keys },
  );
  return { ledger, policy, signatures };
}

/** The outermost up to the repository's root, as the compiler takes it. */
function nearestConfig(root: string): string | null {
  let found: string | null = null;
  for (let at = root; ; at = path.dirname(at)) {
    const file = path.join(at, CONFIG_FILE);
    if (existsSync(file)) found = file;
    if (existsSync(path.join(at, ".git")) || at === path.dirname(at)) return found;
  }
}
