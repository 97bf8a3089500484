/** The configuration file of one folder, through the questions that runs are kept by (program/file-system.ts). */
import path from "node:path";
import { ConfigError } from "../../core/errors.js";
import type { SuretyConfig } from "../../policy/config/config.js";
import { decodeConfig, decodeConfigValue } from "../../policy/config/decode.js";
import { CONFIG_FILE, CONFIG_MODULE } from "../../policy/config/schema.js";
import { textOf, type FileSystem } from "../program/file-system.js";
import { staticDefaultExport } from "./static-value.js";

export interface ConfigFile {
  /** Absolute. */
  readonly file: string;
  readonly config: SuretyConfig;
}

/** Null when the folder (absolute) has none. `shown` makes the name that messages use. Throws `ConfigError`. */
export function readConfigIn(folder: string, files: FileSystem, shown: (file: string) => string): ConfigFile | null {
  const [json, module] = [path.join(folder, CONFIG_FILE), path.join(folder, CONFIG_MODULE)];
  const [hasJson, hasModule] = [exists(json, files), exists(module, files)];
  if (hasJson && hasModule)
    throw new ConfigError(`${shown(json)}: \`${CONFIG_MODULE}\` stands beside it, and one of them must go: which one counts?`);
  if (!hasJson && !hasModule) return null;
  const file = hasJson ? json : module;
  return { file, config: decodeConfigFile(textAt(file, files, shown(file)), file, shown(file)) };
}

/** `text` of a `.json` or `.ts` file; `shown` is how messages call it. Throws `ConfigError`. */
export function decodeConfigFile(text: string, file: string, shown: string): SuretyConfig {
  if (!file.endsWith(".ts")) return decodeConfig(text, shown);
  const read = staticDefaultExport(text, file);
  if (read.kind === "value") return decodeConfigValue(read.value, shown);
  throw new ConfigError(`${shown}:${String(read.line)}:${String(read.column)}: ${read.message}`);
}

function textAt(file: string, files: FileSystem, shown: string): string {
  const contents = files.read(file);
  if (contents.kind === "failed") throw new ConfigError(`${shown} cannot be read (${contents.reason})`);
  return textOf(contents.bytes);
}

const exists = (file: string, files: FileSystem): boolean => files.status(file).kind !== "missing";
