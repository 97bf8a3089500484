/** One top-level key of surety.config.json: a new one is a file like `cache.ts` and a row in `schema.ts` and `config.ts`. */
export interface ConfigSection<Raw, Decoded> {
  /** JSON Schema. `description` says what is right, in words that follow "expected"; messages show it. */
  readonly schema: object;
  /** `raw` satisfies the schema; undefined when the key is not there. */
  readonly decode: (raw: Raw | undefined, wrong: Wrong) => Decoded;
}

/** Throws the `ConfigError` for what no schema can tell. `keys`: the way from the section's own key to what is wrong. */
export type Wrong = (keys: readonly (string | number)[], message: string) => never;
