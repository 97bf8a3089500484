/** One text for one value: members sorted by code units, no white space, whole numbers only (a subset of RFC 8785). What is hashed and signed. */
import { InternalError } from "../../core/errors.js";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new InternalError(`\`${String(value)}\` has no canonical form`);
    return String(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** The value as it would come back from a file. Throws InternalError for what JSON cannot say. */
export function asJson(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string" || typeof value === "number") return value;
  if (Array.isArray(value)) return (value as readonly unknown[]).map(asJson);
  if (typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asJson(member)]));
  throw new InternalError(`a ${typeof value} is no JSON`);
}
