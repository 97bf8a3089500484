/** The JSON Schema of surety.config.json. schemas/surety.config.schema.json is a copy for editors; a test keeps them equal. */
import { CACHE_SECTION } from "./cache.js";

export const CONFIG_FILE = "surety.config.json";

export const CONFIG_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: CONFIG_FILE,
  type: "object",
  additionalProperties: false,
  description: "one object of settings",
  properties: {
    $schema: { type: "string", description: "the address of this schema, for editors" },
    cache: CACHE_SECTION.schema,
  },
} as const;
