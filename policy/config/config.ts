/** Settings of a project, with defaults filled in. */
import { CACHE_SECTION, type CacheConfig, type RawCache } from "./cache.js";

export interface SuretyConfig {
  readonly cache: CacheConfig;
}

/** As surety.config.json has them, once the schema has been applied. */
export interface RawConfig {
  readonly cache?: RawCache;
}

export function configOf(raw: RawConfig): SuretyConfig {
  return { cache: CACHE_SECTION.decode(raw.cache) };
}

/** What holds without a file. */
export const DEFAULT_CONFIG: SuretyConfig = configOf({});
