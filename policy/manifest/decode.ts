/** Manifests from text. What does not fit the schema is told by place and rule. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { BuildManifest, ModuleManifest } from "./manifest.js";
import { BUILD_MANIFEST_SCHEMA, MODULE_MANIFEST_SCHEMA } from "./schema.js";

export type Decoded<T> =
  { readonly kind: "decoded"; readonly value: T } | { readonly kind: "malformed"; readonly message: string };

export interface ManifestDecoder {
  readonly module: (text: string) => Decoded<ModuleManifest>;
  readonly build: (text: string) => Decoded<BuildManifest>;
}

/** Compiles the schemas: once a process. */
export function createManifestDecoder(): ManifestDecoder {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: false, validateSchema: false, meta: false });
  const module = ajv.compile<ModuleManifest>(MODULE_MANIFEST_SCHEMA);
  const build = ajv.compile<BuildManifest>(BUILD_MANIFEST_SCHEMA);
  return { module: (text) => decode(text, module), build: (text) => decode(text, build) };
}

function decode<T>(text: string, validate: ValidateFunction<T>): Decoded<T> {
  const value = parse(text);
  if (value === undefined) return { kind: "malformed", message: "it is not JSON" };
  if (validate(value)) return { kind: "decoded", value };
  const [error] = validate.errors ?? [];
  const { missingProperty, additionalProperty } = (error?.params ?? {}) as Readonly<Record<string, unknown>>;
  const where = error?.instancePath === "" || error === undefined ? "" : `${error.instancePath}: `;
  if (typeof missingProperty === "string")
    return { kind: "malformed", message: `${where}the field \`${missingProperty}\` is missing` };
  if (typeof additionalProperty === "string")
    return { kind: "malformed", message: `${where}the field \`${additionalProperty}\` is unknown` };
  return { kind: "malformed", message: `${where}${error?.message ?? "it does not fit its schema"}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
