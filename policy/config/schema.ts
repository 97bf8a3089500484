/** The JSON Schema of surety.config.json. schemas/surety.config.schema.json is a copy for editors; a test keeps them equal. */
import { APPROVERS_SECTION } from "./approvers.js";
import { CACHE_SECTION } from "./cache.js";
import { EXTENDS_SECTION } from "./extends.js";
import { FOLDERS_SECTION } from "./folders.js";
import { GRANTS_SECTION } from "./grants.js";
import { OVERRIDES_SECTION } from "./overrides.js";
import { PACKAGES_SECTION } from "./packages.js";
import { SAFETY_SECTION } from "./safety.js";

export const CONFIG_FILE = "surety.config.json";
/** Read as data, never run (docs/POLICY.md). */
export const CONFIG_MODULE = "surety.config.ts";

export const CONFIG_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: CONFIG_FILE,
  type: "object",
  additionalProperties: false,
  description: "one object of settings",
  properties: {
    $schema: { type: "string", description: "the address of this schema, for editors" },
    extends: EXTENDS_SECTION.schema,
    safety: SAFETY_SECTION.schema,
    grants: GRANTS_SECTION.schema,
    packages: PACKAGES_SECTION.schema,
    folders: FOLDERS_SECTION.schema,
    overrides: OVERRIDES_SECTION.schema,
    approvers: APPROVERS_SECTION.schema,
    cache: CACHE_SECTION.schema,
  },
} as const;
