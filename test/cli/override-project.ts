/** A project on disk with holders of keys, for the commands of overrides. Keys and clock are fixed, so outputs are the same in every run. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { publicKeyText } from "../../audit/keys.js";
import { projectOf, suretyAt, type Ran } from "./surety.js";

export const NOW = Date.parse("2026-11-26T10:00:00Z");
export const DAY = 86_400_000;

export const PEOPLE = ["ada", "bob", "eve"] as const;
export type Person = (typeof PEOPLE)[number];

const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

export function privateKeyOf(person: Person): KeyObject {
  const seed = Buffer.alloc(32, person);
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
}

export const publicTextOf = (person: Person): string => publicKeyText(createPublicKey(privateKeyOf(person)));

export const keysOf = (people: readonly Person[]) =>
  people.map((person) => ({ id: `${person}-1`, person, publicKey: publicTextOf(person) }));

export interface OverrideProject {
  readonly root: string;
  /** A configuration folder for each person, by name. */
  readonly homes: string;
  /** As that person, at that time. */
  run(person: Person, args: readonly string[], clock?: number): Ran;
}

/** Everybody has a private key; the configuration in `files` says whose counts. */
export function overrideProject(files: Readonly<Record<string, string>>): OverrideProject {
  const root = projectOf(files);
  const homes = projectOf({});
  for (const person of PEOPLE) {
    const folder = path.join(homes, person, "surety/keys");
    mkdirSync(folder, { recursive: true });
    const pem = privateKeyOf(person).export({ format: "pem", type: "pkcs8" }).toString();
    writeFileSync(path.join(folder, `${person}-1.pem`), pem, { mode: 0o600 });
  }
  return projectAt(root, homes);
}

export const projectAt = (root: string, homes: string): OverrideProject => ({
  root,
  homes,
  run: (person, args, clock = NOW) =>
    suretyAt({ cwd: root, args, environment: { XDG_CONFIG_HOME: path.join(homes, person) }, clock }),
});

export const REASON = "the decoder masks the byte with 0xff before it calls lookup";
export const SPAWN_REASON = "git gets constant arguments only, nothing a user typed reaches its command line";
