/** Where Redis is, from a URL and the environment. The password never stands in a message. */
import { ConfigError } from "../../core/errors.js";

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly tls: boolean;
  readonly username: string | null;
  readonly password: string | null;
  /** For messages: without user and password. */
  readonly shown: string;
}

const FORM = "`redis://host:port/db`, or `rediss://…` for TLS";
const DEFAULT_PORT = 6379;

/**
 * Reads `redis[s]://[user[:password]@]host[:port][/db]`. SURETY_REDIS_PASSWORD counts where the URL has no password. Throws ConfigError,
 * which repeats nothing of the URL: what is wrong with it may be how a password is written.
 */
export function redisAddress(url: string, environment: NodeJS.ProcessEnv): RedisAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.hostname === "") throw new ConfigError(`the address of Redis is no URL; it must read ${FORM}`);
  if (parsed.protocol !== "redis:" && parsed.protocol !== "rediss:")
    throw new ConfigError(`the address of Redis starts with \`${parsed.protocol}\`; it must read ${FORM}`);
  const database = /^\/?(\d{0,5})$/.exec(parsed.pathname)?.[1];
  if (database === undefined || parsed.search !== "" || parsed.hash !== "")
    throw new ConfigError(`the address of Redis ends in something else than the number of a database; it must read ${FORM}`);
  const port = parsed.port === "" ? DEFAULT_PORT : Number(parsed.port);
  const fromEnvironment = environment["SURETY_REDIS_PASSWORD"] ?? "";
  const password = parsed.password === "" ? fromEnvironment : plain(parsed.password);
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ""),
    port,
    db: Number(database),
    tls: parsed.protocol === "rediss:",
    username: parsed.username === "" ? null : plain(parsed.username),
    password: password === "" ? null : password,
    shown: `${parsed.protocol}//${parsed.hostname}:${String(port)}${database === "" ? "" : `/${database}`}`,
  };
}

function plain(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) throw new ConfigError("the address of Redis holds a `%` that encodes nothing: write it `%25`");
    throw error;
  }
}
