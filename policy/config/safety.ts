/** The key `safety`: the levels of everything that the file covers. */
import { SAFETY_LEVELS, type SafetyKey, type SafetyStatement } from "../../core/annotation.js";
import type { ConfigSection } from "./section.js";

/** As the file has it, once the schema has been applied. */
export type RawSafety = Partial<{ readonly [K in keyof SafetyStatement]: NonNullable<SafetyStatement[K]> }>;

export const SAFETY_SCHEMA = {
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  description: 'levels such as { "memory": "checked" }, at least one',
  properties: {
    memory: levels("memory", "proved (no guard may be left) or checked (guards may stay)"),
    types: levels("types", "proved or checked"),
    resources: levels("resources", "bounded or metered"),
    isolation: levels("isolation", "process, module or none"),
  },
} as const;

function levels(key: SafetyKey, description: string): object {
  return { enum: SAFETY_LEVELS[key], description };
}

export function safetyOf(raw: RawSafety): SafetyStatement {
  return {
    memory: raw.memory ?? null,
    types: raw.types ?? null,
    resources: raw.resources ?? null,
    isolation: raw.isolation ?? null,
  };
}

/** Null: the file has no such key, and covers nothing. */
export const SAFETY_SECTION: ConfigSection<RawSafety, SafetyStatement | null> = {
  schema: SAFETY_SCHEMA,
  decode: (raw) => (raw === undefined ? null : safetyOf(raw)),
};
