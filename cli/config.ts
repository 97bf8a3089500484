/** surety.config.json of a project, read; and what it says of the shared cache, with files and environment variables read. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { checkTls, checkToken } from "../cache/remote/credentials.js";
import type { Tls } from "../cache/remote/http.js";
import type { RemoteOptions } from "../cache/remote/open-remote.js";
import { readSigner, readTrustedKeys } from "../cache/remote/signature.js";
import { NODE_FILE_SYSTEM } from "../compiler/program/file-system.js";
import { ConfigError } from "../core/errors.js";
import type { RemoteConfig } from "../policy/config/cache.js";
import { DEFAULT_CONFIG, type SuretyConfig } from "../policy/config/config.js";
import { CONFIG_FILE, CONFIG_MODULE } from "../policy/config/schema.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings in the folder `root`; the defaults when it has no file of that name. Throws `ConfigError`. */
export async function readConfig(root: string): Promise<SuretyConfig> {
  const file = join(root, CONFIG_FILE);
  const [text, module] = [await readText(file), await readText(join(root, CONFIG_MODULE))];
  if (text.kind === "unreadable") return unreadable(file, text.reason);
  if (module.kind === "missing") {
    if (text.kind === "missing") return DEFAULT_CONFIG;
    // Most projects have no such file, and pay nothing for the schema.
    const { decodeConfig } = await import("../policy/config/decode.js");
    return decodeConfig(text.text, file);
  }
  // Needs TypeScript, which takes its time to start.
  const { readConfigIn } = await import("../compiler/policy/read-config.js");
  return readConfigIn(root, NODE_FILE_SYSTEM, (name) => name)?.config ?? DEFAULT_CONFIG;
}

/**
 * What `openRemote` needs. A variable that is not set, or empty, counts as none: that is how pull requests from forks run, where secrets are
 * empty. Throws `ConfigError` when a file cannot be read or a key is none.
 */
export async function remoteOptionsOf(config: RemoteConfig, root: string, environment: Environment): Promise<RemoteOptions> {
  const file = join(root, CONFIG_FILE);
  const at = (key: string): string => `${file}: /cache/remote/${key}`;
  if (!URL.canParse(config.url)) throw new ConfigError(`${at("url")}: \`${config.url}\` is no address`);
  const token = valueOf(config.tokenEnv, environment)?.trim() ?? null;
  checkToken(token, `${at("tokenEnv")}: the variable \`${config.tokenEnv ?? ""}\``);
  if (token !== null && isPlainAbroad(config.url)) {
    throw new ConfigError(`${at("url")}: the token would go over the network as plain text; use https:// with \`tokenEnv\``);
  }
  const signingKey = valueOf(config.signingKeyEnv, environment);
  const trusted = readTrustedKeys(config.trustedKeys, at("trustedKeys"));
  if (signingKey !== null)
    readSigner(signingKey, trusted, `${at("signingKeyEnv")}: the variable \`${config.signingKeyEnv ?? ""}\``);
  const tls = await tlsOf(config, root, at);
  checkTls(tls, at(config.certificate === null ? "ca" : "certificate"));
  return {
    url: config.url,
    token,
    tls,
    readOnly: config.readOnly,
    trustedKeys: config.trustedKeys,
    signingKey,
    limits: limitsOf(config.timeoutSeconds),
  };
}

function limitsOf(timeoutSeconds: number): RemoteOptions["limits"] {
  const requestMs = Math.round(timeoutSeconds * 1000);
  return { requestMs, fetchMs: 3 * requestMs };
}

function valueOf(name: string | null, environment: Environment): string | null {
  const value = name === null ? "" : (environment[name] ?? "");
  return value.trim() === "" ? null : value;
}

function isPlainAbroad(address: string): boolean {
  const url = new URL(address);
  return url.protocol === "http:" && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
}

async function tlsOf(config: RemoteConfig, root: string, at: (key: string) => string): Promise<Tls | null> {
  if (config.certificate === null && config.key === null && config.ca === null) return null;
  const pem = async (key: "certificate" | "key" | "ca"): Promise<string | null> => {
    const path = config[key];
    if (path === null) return null;
    const text = await readText(resolve(root, path));
    if (text.kind === "text") return text.text;
    return unreadable(`${at(key)}: \`${path}\``, text.kind === "missing" ? "no such file" : text.reason);
  };
  return { certificate: await pem("certificate"), key: await pem("key"), ca: await pem("ca") };
}

type Text =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string };

async function readText(path: string): Promise<Text> {
  try {
    return { kind: "text", text: await readFile(path, "utf8") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return code === "ENOENT" ? { kind: "missing" } : { kind: "unreadable", reason: code };
  }
}

function unreadable(what: string, reason: string): never {
  throw new ConfigError(`${what} cannot be read (${reason})`);
}
