/** `settings.surety` of the ESLint configuration. */
import { ConfigError } from "../core/errors.js";
import type { Boundary } from "../core/options.js";
import { didYouMean } from "../policy/suggest.js";

export interface LintSettings {
  /** As `surety verify --boundary`. */
  readonly boundary: Boundary;
  /** Folder of the local corpus, from the working directory; null: nothing is recorded. */
  readonly corpus: string | null;
  /** Folder of the cache that `surety verify` fills; null: where it is by default. `false`: no cache. */
  readonly cache: string | null | false;
}

const KEYS = ["boundary", "corpus", "cache"] as const;

/** Throws ConfigError for what is no setting. */
export function settingsOf(settings: Readonly<Record<string, unknown>>): LintSettings {
  const { surety = {} } = settings;
  if (typeof surety !== "object" || surety === null || Array.isArray(surety))
    throw new ConfigError("settings.surety of the ESLint configuration must be an object");
  const given = new Map<string, unknown>(Object.entries(surety));
  for (const key of given.keys()) {
    if (!KEYS.some((known) => known === key))
      throw new ConfigError(
        `settings.surety.${key} of the ESLint configuration is no setting${didYouMean(key, KEYS) || `; there are ${KEYS.join(", ")}`}`,
      );
  }
  const boundary = given.get("boundary") ?? "checked";
  if (boundary !== "checked" && boundary !== "trusted")
    throw new ConfigError('settings.surety.boundary of the ESLint configuration must be "checked" or "trusted"');
  const cache = given.get("cache") ?? null;
  if (cache !== null && cache !== false && typeof cache !== "string")
    throw new ConfigError("settings.surety.cache of the ESLint configuration must be a folder or false");
  const corpus = given.get("corpus") ?? null;
  if (corpus !== null && typeof corpus !== "string")
    throw new ConfigError("settings.surety.corpus of the ESLint configuration must be a folder");
  return { boundary, cache, corpus };
}
