/** The secret that seals a user's entries: from the environment, or made once and kept in the user's configuration folder. */
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

export const SECRET_VARIABLE = "SURETY_CACHE_SECRET";
const BYTES = 32;

export type FoundSecret =
  | { readonly kind: "kept"; readonly secret: Uint8Array }
  /** Good for this process only: what is stored now will be missed later. */
  | { readonly kind: "fleeting"; readonly secret: Uint8Array; readonly reason: string };

type Variables = Readonly<Record<string, string | undefined>>;

export function findSecret(environment: Variables): FoundSecret {
  const given = environment[SECRET_VARIABLE];
  if (given !== undefined && given !== "") return { kind: "kept", secret: Buffer.from(given, "utf8") };
  const file = path.join(configurationFolder(environment), "cache-secret");
  try {
    return { kind: "kept", secret: readOrMake(file) };
  } catch (error) {
    const reason = `\`${file}\` cannot be used (${error instanceof Error ? error.message : String(error)})`;
    return { kind: "fleeting", secret: randomBytes(BYTES), reason };
  }
}

export function configurationFolder(environment: Variables): string {
  const base = environment["XDG_CONFIG_HOME"];
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), ".config"), "surety");
}

/** Several processes may come here at once: the first whole file wins, since a link is made whole or not at all. */
function readOrMake(file: string): Uint8Array {
  const known = readWhole(file);
  if (known !== null) return known;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${String(process.pid)}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, randomBytes(BYTES), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readWhole(file);
  if (made === null) throw new Error("it does not hold 32 bytes");
  return made;
}

function readWhole(file: string): Uint8Array | null {
  try {
    const bytes = readFileSync(file);
    return bytes.length === BYTES ? bytes : null;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
