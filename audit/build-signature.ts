/** Signatures on builds: of the build's manifest, which holds the hash of every module's, by the keys that sign everything else. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "../core/errors.js";
import type { ApproverKey } from "../policy/config/approvers.js";
import type { Json } from "../policy/ledger/canonical-json.js";
import { isOneOf, list, shape, text } from "../policy/ledger/shape.js";
import { signedText } from "../policy/overrides/signature.js";
import { MANIFEST_FOLDER } from "../policy/manifest/schema.js";
import { orConfigError } from "./failure.js";
import { nodeSignatures } from "./keys.js";

export interface BuildStatement {
  readonly format: "surety-build-1";
  /** SHA-256 of the build's manifest. */
  readonly manifest: string;
}

export interface BuildSigner {
  readonly key: Pick<ApproverKey, "id">;
  readonly sign: (statement: object) => string;
}

const SIGNATURE_FILE = "build.signature.json";

const SIGNATURE = shape({
  statement: shape({ format: isOneOf("surety-build-1"), manifest: text }),
  by: text,
  signature: text,
});

const KEYS = list(shape({ id: text, person: text, publicKey: text }));

export const buildSignatureOf = (outDir: string): string => path.join(outDir, MANIFEST_FOLDER, SIGNATURE_FILE);

const statementOf = (manifest: string): BuildStatement => ({
  format: "surety-build-1",
  manifest: createHash("sha256").update(manifest, "utf8").digest("hex"),
});

/** `manifest`: text of the build's manifest. Throws ConfigError when it cannot be written. */
export function signBuild(outDir: string, manifest: string, { key, sign }: BuildSigner): void {
  const statement = statementOf(manifest);
  const file = buildSignatureOf(outDir);
  const signature = { statement, by: key.id, signature: sign(statement) };
  orConfigError(`\`${file}\` cannot be written`, () => {
    writeFileSync(file, `${JSON.stringify(signature, null, 2)}\n`);
  });
}

/** Why the build is not signed by one of `signers`; null: it is. */
export function signatureProblem(outDir: string, manifest: string, signers: readonly ApproverKey[]): string | null {
  const file = buildSignatureOf(outDir);
  if (!existsSync(file)) return `the build is not signed (\`${file}\` is missing): \`surety build --sign\` signs it`;
  const decoded = SIGNATURE(parse(readFileSync(file, "utf8")));
  if (decoded === undefined) return `\`${file}\` is no signature of a build`;
  const { statement, by, signature } = decoded;
  const key = signers.find(({ id }) => id === by);
  if (key === undefined) return `the build is signed by the key \`${by}\`, which is none of those that may`;
  if (!nodeSignatures().verify({ publicKey: key.publicKey, message: signedText(statement), signature }))
    return `the signature on the build is not that of the key \`${by}\``;
  return statement.manifest === statementOf(manifest).manifest ? null : "the signature is that of another build";
}

/** Keys that may sign, from a file: a list as `approvers.keys` has it. Throws ConfigError for anything else. */
export function readSigners(file: string): readonly ApproverKey[] {
  const contents = orConfigError(`\`${file}\` cannot be read`, () => readFileSync(file, "utf8"));
  const keys = KEYS(parse(contents));
  if (keys === undefined || keys.length === 0)
    throw new ConfigError(
      `${file}: a list of keys, each with \`id\`, \`person\` and \`publicKey\`, as \`approvers.keys\` has them`,
    );
  return keys;
}

function parse(contents: string): Json {
  try {
    return JSON.parse(contents) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
