/** What the commands of overrides work on: a project with its policy, its ledger and the one who signs. */
import path from "node:path";
import { appendRecord, type Appended } from "../../audit/ledger-file.js";
import { writeCheckpoint, type NoteSigner } from "../../audit/checkpoint-file.js";
import { NODE_DIGESTS } from "../../audit/digests.js";
import { keyFolder, keysIn, readKeyFile } from "../../audit/key-files.js";
import { nodeSignatures, publicKeyOf, publicKeyText, readPublicKey, signNote, signText } from "../../audit/keys.js";
import { signWithSsh } from "../../audit/ssh-signature.js";
import { projectFolder } from "../../cache/location.js";
import { contextFor, type OverrideContext } from "../../compiler/overrides/override-context.js";
import { loadPolicy } from "../../compiler/policy/load-layers.js";
import { NODE_FILE_SYSTEM, textOf } from "../../compiler/program/file-system.js";
import { ConfigError } from "../../core/errors.js";
import { DEFAULT_CONFIG, type SuretyConfig } from "../../policy/config/config.js";
import type { ApproverKey } from "../../policy/config/approvers.js";
import { asJson } from "../../policy/ledger/canonical-json.js";
import { overridePolicyOf } from "../../policy/overrides/policy.js";
import { signedText } from "../../policy/overrides/signature.js";
import type { CommandContext } from "../context.js";

export interface SigningFlags {
  /** Id of a key of `surety keys init`. */
  readonly key?: string;
  /** A private SSH key, or a public one that an agent holds. */
  readonly ssh?: string;
}

export interface ConfiguredProject extends Omit<OverrideContext, "ledger"> {
  /** Absolute. */
  readonly root: string;
  readonly config: SuretyConfig;
  /** The configuration file, absolute; null when there is none. */
  readonly configFile: string | null;
}

export type Project = ConfiguredProject & OverrideContext;

/** Without the ledger, which may be long. */
export function openConfiguration(context: CommandContext, start: string = context.cwd): ConfiguredProject {
  const root = projectFolder(start);
  const { project } = loadPolicy({ projectRoot: root, sources: [], files: NODE_FILE_SYSTEM, cwd: context.cwd });
  const config = project?.config ?? DEFAULT_CONFIG;
  return { root, config, configFile: project?.file ?? null, policy: overridePolicyOf(config), signatures: nodeSignatures() };
}

export function openProject(context: CommandContext, start: string = context.cwd): Project {
  const configured = openConfiguration(context, start);
  const { root, config } = configured;
  return { ...configured, ...contextFor(config, { projectRoot: root, cwd: context.cwd, files: NODE_FILE_SYSTEM }) };
}

export interface Signer {
  readonly key: ApproverKey;
  readonly sign: (statement: object) => string;
  readonly note: NoteSigner;
}

/** Who acts. Throws ConfigError when it is not clear, or when the project does not know the key. */
export function signerOf(project: Project, flags: SigningFlags, context: CommandContext): Signer {
  if (flags.ssh !== undefined) return sshSigner(project, path.resolve(context.cwd, flags.ssh));
  const folder = keyFolder(context.environment);
  const own = keysIn(folder);
  const asked = flags.key ?? context.environment["SURETY_KEY"];
  const known = project.policy.keys.filter(({ id }) => (asked === undefined ? own.includes(id) : id === asked));
  const [key, other] = known;
  if (key === undefined) {
    const why =
      asked === undefined ? `none of the keys in ${folder} is one of the project's` : `\`${asked}\` is no key of the project`;
    throw new ConfigError(`${why}: \`surety keys init\` makes a key, \`surety keys add\` makes the project know it`);
  }
  if (other !== undefined) throw new ConfigError(`\`${key.id}\` and \`${other.id}\` are both yours: say which with \`--key\``);
  const privateKey = readKeyFile(folder, key.id);
  if (publicKeyOf(privateKey) !== textOfKey(key))
    throw new ConfigError(`the key \`${key.id}\` here is not the one that the project knows by that name`);
  return {
    key,
    sign: (statement) => signText(privateKey, signedText(statement)),
    note: (text) => ({ key: key.id, value: signNote(privateKey, key.id, text) }),
  };
}

function textOfKey({ publicKey }: ApproverKey): string | null {
  const key = readPublicKey(publicKey);
  return key === null ? null : publicKeyText(key);
}

function sshSigner(project: Project, file: string): Signer {
  const half = NODE_FILE_SYSTEM.read(file.endsWith(".pub") ? file : `${file}.pub`);
  const read = half.kind === "read" ? readPublicKey(textOf(half.bytes)) : null;
  if (read === null) throw new ConfigError(`beside \`${file}\` there is no \`.pub\` file with an ssh-ed25519 key`);
  const key = project.policy.keys.find((one) => textOfKey(one) === publicKeyText(read));
  if (key === undefined)
    throw new ConfigError(`\`${file}\` is no key of the project: \`surety keys add\` makes the project know it`);
  // A note's signature is of the bare text, which `ssh-keygen -Y` does not make.
  return { key, sign: (statement) => signWithSsh(file, signedText(statement)), note: () => null };
}

/** Appends what the signer says, and signs how long the ledger is now. */
export async function record(
  project: Project,
  signer: Signer,
  {
    kind,
    statement,
    now,
  }: { readonly kind: "override.request" | "override.decision" | "key"; readonly statement: object; readonly now: number },
): Promise<Appended> {
  requireSound(project);
  const body = asJson({ kind, statement, by: signer.key.id, signature: signer.sign(statement) });
  const appended = await appendRecord(project.root, body, now);
  writeCheckpoint(
    project.root,
    { digests: NODE_DIGESTS, signatures: project.signatures, keys: project.policy.keys },
    signer.note,
  );
  return appended;
}

/** Nothing is signed on top of what cannot be relied on. */
function requireSound({ ledger }: Project): void {
  const [problem] = ledger.problems;
  if (problem !== undefined)
    throw new ConfigError(`the ledger is not in order (${problem.message}): \`surety audit verify\` shows what is wrong`);
}
