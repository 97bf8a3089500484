/** What a project says about overrides: policy and ledger, read through the questions that runs are kept by. */
import path from "node:path";
import { NODE_DIGESTS } from "../../audit/digests.js";
import { nodeSignatures } from "../../audit/keys.js";
import { CHECKPOINT_FILE, isLinked, LEDGER_FILE, LINKED } from "../../audit/places.js";
import { DEFAULT_CONFIG, type SuretyConfig } from "../../policy/config/config.js";
import { overridePolicyOf, type OverridePolicy } from "../../policy/overrides/policy.js";
import { readLedger } from "../../policy/overrides/read-ledger.js";
import type { LedgerState } from "../../policy/overrides/ledger-state.js";
import type { Signatures } from "../../policy/overrides/signature.js";
import { loadPolicy } from "../policy/load-layers.js";
import { textOf, type FileSystem } from "../program/file-system.js";

export interface OverrideContext {
  readonly policy: OverridePolicy;
  readonly ledger: LedgerState;
  readonly signatures: Signatures;
}

export interface OverridePlace {
  readonly projectRoot: string;
  readonly cwd: string;
  readonly files: FileSystem;
}

/** Throws ConfigError for a wrong configuration. */
export function overrideContext(place: OverridePlace): OverrideContext {
  const { project } = loadPolicy({ ...place, sources: [] });
  return contextFor(project?.config ?? DEFAULT_CONFIG, place);
}

export function contextFor(config: SuretyConfig, { projectRoot, files }: OverridePlace): OverrideContext {
  const policy = overridePolicyOf(config);
  const signatures = nodeSignatures();
  const read = (name: string): string | null => {
    const file = path.join(projectRoot, name);
    if (files.status(file).kind === "missing") return null;
    // As unreadable (below): what a link leads to is not what reviewers saw.
    if (isLinked(projectRoot, name, (at) => files.realPath(at))) return `${LINKED}\n`;
    const contents = files.read(file);
    // Unreadable is not empty: the line is no record, so nothing in the ledger counts.
    return contents.kind === "read" ? textOf(contents.bytes) : `cannot be read: ${contents.reason}\n`;
  };
  const ledger = readLedger(
    { ledger: read(LEDGER_FILE), checkpoints: read(CHECKPOINT_FILE) },
    { digests: NODE_DIGESTS, signatures, keys: policy.keys },
  );
  return { policy, ledger, signatures };
}
