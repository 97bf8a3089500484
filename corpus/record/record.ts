/** The lines of a corpus folder: their schema and the decoder that checks it. */
import type { Witness } from "../../core/verdict.js";

export const RECORD_SCHEMA_VERSION = 1;

interface RecordHead {
  readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
  /** Digest of what makes two records the same. */
  readonly key: string;
  /** Version of the tool that made it. */
  readonly tool: string;
}

/** An obligation that is not proved, in its code. Texts are without secrets (scrub.ts). */
export interface ReportedRecord extends RecordHead {
  readonly kind: "reported";
  readonly rule: string;
  /** From the working directory of the linter, with forward slashes. */
  readonly file: string;
  readonly obligation: string;
  readonly obligationKind: string;
  readonly symbol: string;
  readonly text: string;
  readonly code: string;
  readonly why: string;
  readonly witness: Witness | null;
  readonly suggestions: readonly { readonly kind: string; readonly condition: string }[];
}

/** The code after a fix: the other half of the pair. */
export interface FixedRecord extends RecordHead {
  readonly kind: "fixed";
  /** Key of the report. */
  readonly of: string;
  readonly code: string;
  /** `proved`: the same obligation is proved. `gone`: the code owes no such obligation any more. */
  readonly how: "proved" | "gone";
}

export type CorpusRecord = ReportedRecord | FixedRecord;

/** Null for what is no whole record of this version. */
export function decodeRecord(line: string): CorpusRecord | null {
  const value = parsed(line);
  if (value === null || value["schemaVersion"] !== RECORD_SCHEMA_VERSION) return null;
  const isReported = value["kind"] === "reported" && areTexts(value, REPORTED_TEXTS) && Array.isArray(value["suggestions"]);
  const isFixed = value["kind"] === "fixed" && areTexts(value, FIXED_TEXTS) && ["proved", "gone"].includes(String(value["how"]));
  return isReported || isFixed ? (value as unknown as CorpusRecord) : null;
}

const HEAD = ["key", "tool"];
const REPORTED_TEXTS = [...HEAD, "rule", "file", "obligation", "obligationKind", "symbol", "text", "code", "why"];
const FIXED_TEXTS = [...HEAD, "of", "code", "how"];

function areTexts(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === "string");
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch (error) {
    // A torn line.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
