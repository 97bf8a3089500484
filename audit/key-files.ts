/** Private keys of this user: `<configuration folder>/surety/keys/<id>.pem`, readable by nobody else. They never come near the project. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { ConfigError } from "../core/errors.js";
import { orConfigError } from "./failure.js";
import { generateKey, readPrivateKey } from "./keys.js";
import type { KeyObject } from "node:crypto";

export function keyFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const base = environment["XDG_CONFIG_HOME"];
  return path.join(base === undefined || base === "" ? path.join(homedir(), ".config") : base, "surety", "keys");
}

const OTHERS = 0o077;

/** Writes a new key and gives its public half. Throws ConfigError where one of that name is. */
export function createKeyFile(folder: string, id: string): { readonly file: string; readonly publicKey: string } {
  const file = path.join(folder, `${id}.pem`);
  if (existsSync(file)) throw new ConfigError(`\`${file}\` exists: a name of a key is used once; choose another with \`--id\``);
  const { privatePem, publicKey } = generateKey();
  orConfigError(`\`${file}\` cannot be written`, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, privatePem, { mode: 0o600, flag: "wx" });
    chmodSync(file, 0o600);
  });
  return { file, publicKey };
}

/** Ids of the keys in `folder`, sorted. */
export function keysIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".pem"))
    .map((name) => name.slice(0, -4))
    .sort();
}

/** Throws ConfigError when it is missing, is no key, or others may read it. */
export function readKeyFile(folder: string, id: string): KeyObject {
  const file = path.join(folder, `${id}.pem`);
  if (!existsSync(file)) throw new ConfigError(`there is no \`${file}\`: \`surety keys init --id ${id}\` makes a key`);
  if (process.platform !== "win32" && (statSync(file).mode & OTHERS) !== 0)
    throw new ConfigError(`others may read \`${file}\`: \`chmod 600\` it, and ask whether the key has to be replaced`);
  return readPrivateKey(
    orConfigError(`\`${file}\` cannot be read`, () => readFileSync(file, "utf8")),
    `\`${file}\``,
  );
}
