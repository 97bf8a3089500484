/** Policies that a configuration extends: found, compared with the hash that they are pinned by, decoded. */
import { createHash } from "node:crypto";
import path from "node:path";
import { ConfigError } from "../../core/errors.js";
import type { SuretyConfig } from "../../policy/config/config.js";
import type { ExtendedPolicy } from "../../policy/config/extends.js";
import { CONFIG_FILE, CONFIG_MODULE } from "../../policy/config/schema.js";
import { textOf, type FileSystem } from "../program/file-system.js";
import { decodeConfigFile, type ConfigFile } from "./read-config.js";

/** A hash pins what a file extends as well, so that no circle can close; this bounds a chain that somebody made long. */
const MAX_CHAIN = 8;

/** What `from` extends, the broadest first: what an extended file extends comes before it. Throws `ConfigError`. */
export function extendedBy(from: ConfigFile, files: FileSystem, shown: (file: string) => string): readonly ConfigFile[] {
  return extendedWithin(from, { files, shown, left: MAX_CHAIN });
}

interface Chain {
  readonly files: FileSystem;
  readonly shown: (file: string) => string;
  readonly left: number;
}

function extendedWithin(from: ConfigFile, chain: Chain): readonly ConfigFile[] {
  return from.config.extends.flatMap((entry, index) => {
    const key = `${chain.shown(from.file)}: /extends/${String(index)}`;
    if (chain.left === 0) throw new ConfigError(`${key}: more than ${String(MAX_CHAIN)} policies extend one another`);
    const found = readPinned(entry, { ...chain, folder: path.dirname(from.file), key });
    return [...extendedWithin(found, { ...chain, left: chain.left - 1 }), found];
  });
}

interface Place extends Chain {
  readonly folder: string;
  readonly key: string;
}

function readPinned({ from, sha256 }: ExtendedPolicy, place: Place): ConfigFile {
  const { files, shown, key } = place;
  const file = locate(from, place);
  const contents = files.read(file);
  if (contents.kind === "failed") throw new ConfigError(`${key}/from: \`${from}\` cannot be read (${contents.reason})`);
  const actual = createHash("sha256").update(contents.bytes).digest("hex");
  if (actual !== sha256)
    throw new ConfigError(
      `${key}/sha256: \`${from}\` is not the file that was pinned: its hash is ${actual}. Review ${shown(file)} and pin that hash, or restore the file`,
    );
  const config = decodeConfigFile(textOf(contents.bytes), file, shown(file));
  requireShareable(config, shown(file));
  return { file, config };
}

/** A folder of the cache is a machine's business. */
function requireShareable({ cache }: SuretyConfig, file: string): void {
  if (cache.directory !== null || cache.maxSizeMegabytes !== null || cache.remote !== null)
    throw new ConfigError(`${file}: /cache: a policy that others extend has no cache; move the key into the project's own file`);
}

function locate(from: string, { files, folder, key }: Place): string {
  if (/^\.{1,2}\//u.test(from)) {
    const given = path.resolve(folder, from);
    const found = asFile(given, files);
    if (found !== null) return found;
    throw new ConfigError(`${key}/from: there is no file \`${from}\` from the folder of this file`);
  }
  const name = from.split("/", from.startsWith("@") ? 2 : 1).join("/");
  for (let at = folder; ; at = path.dirname(at)) {
    const found = asFile(path.join(at, "node_modules", from), files);
    if (found !== null) return found;
    if (at === path.dirname(at)) break;
  }
  throw new ConfigError(
    `${key}/from: \`${from}\` is not installed, or holds no \`${CONFIG_FILE}\`: install \`${name}\`, or name a file in it or one that starts with ./`,
  );
}

/** The file itself, or the configuration in a folder. */
function asFile(given: string, files: FileSystem): string | null {
  const { kind } = files.status(given);
  if (kind === "file") return given;
  if (kind !== "folder") return null;
  return (
    [CONFIG_FILE, CONFIG_MODULE].map((name) => path.join(given, name)).find((file) => files.status(file).kind === "file") ?? null
  );
}
