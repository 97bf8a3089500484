/** surety.config.json, from text to settings. Whatever is wrong is a `ConfigError` that says where, and what is right. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { ConfigError } from "../../core/errors.js";
import { didYouMean } from "../suggest.js";
import { configOf, type RawConfig, type SuretyConfig } from "./config.js";
import { CONFIG_SCHEMA } from "./schema.js";

/** Takes 50 ms, which a linter would pay for each file. The schema is a constant, so this is one. */
const compiled: { schema: ValidateFunction<RawConfig> | null } = { schema: null };

/** The settings in JSON text. `file` is how messages call the file. Throws `ConfigError`. */
export function decodeConfig(text: string, file: string): SuretyConfig {
  return decodeConfigValue(parse(text, file), file);
}

/** The same of a value, from wherever it was read. */
export function decodeConfigValue(value: unknown, file: string): SuretyConfig {
  const validate = (compiled.schema ??= new Ajv2020({ verbose: true, strict: true, allErrors: false }).compile<RawConfig>(
    CONFIG_SCHEMA,
  ));
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw new ConfigError(`${file}: ${error === undefined ? "not as its schema says" : sentenceOf(error)}`);
  }
  return configOf(value, (section) => (keys, message) => {
    throw new ConfigError(`${file}: ${pointer([section, ...keys])}: ${message}`);
  });
}

function parse(text: string, file: string): unknown {
  try {
    // Editors on Windows put a mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ConfigError(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** JSON pointer, what is wrong, what is right. */
function sentenceOf(error: ErrorObject): string {
  const { params, parentSchema } = error;
  const properties: unknown = parentSchema?.["properties"];
  const known = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  const unknownKey: unknown = params["additionalProperty"];
  if (typeof unknownKey === "string") {
    const hint = didYouMean(unknownKey, known);
    return `${error.instancePath}${pointer([unknownKey])}: unknown key${hint === "" ? `; what is known here: ${known.join(", ")}` : hint}`;
  }
  const missingKey: unknown = params["missingProperty"];
  if (typeof missingKey === "string")
    return `${error.instancePath}${pointer([missingKey])}: missing; ${rightOf(childOf(properties, missingKey))}`;
  const where = error.instancePath === "" ? "" : `${error.instancePath}: `;
  const allowed: unknown = params["allowedValues"];
  if (Array.isArray(allowed)) {
    const hint = typeof error.data === "string" ? didYouMean(error.data, allowed.map(String)) : "";
    return `${where}${JSON.stringify(error.data)} is none of its values; ${rightOf(parentSchema)}${hint}`;
  }
  // A regular expression tells nobody more than the words do.
  return error.keyword === "pattern"
    ? `${where}${rightOf(parentSchema)}`
    : `${where}${error.message ?? "wrong"}; ${rightOf(parentSchema)}`;
}

function childOf(properties: unknown, key: string): unknown {
  return typeof properties === "object" && properties !== null
    ? Object.entries(properties).find(([name]) => name === key)?.[1]
    : null;
}

function rightOf(schema: unknown): string {
  const known = typeof schema === "object" && schema !== null && "description" in schema ? schema.description : null;
  return typeof known === "string" ? `expected ${known}` : "see its schema";
}

/** RFC 6901. */
function pointer(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
