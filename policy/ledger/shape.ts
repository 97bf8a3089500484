/** Decoders of JSON by its form. `undefined`: another form. Objects have exactly the members that are named. */
import type { Json } from "./canonical-json.js";

export type Decoder<T> = (value: Json) => T | undefined;

export const text: Decoder<string> = (value) => (typeof value === "string" ? value : undefined);

export const count: Decoder<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export function isOneOf<const T extends string | boolean>(...members: readonly T[]): Decoder<T> {
  return (value) => members.find((member) => member === value);
}

export function nullable<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value) => (value === null ? null : decoder(value));
}

export function list<T>(decoder: Decoder<T>): Decoder<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const decoded: T[] = [];
    for (const member of value as readonly Json[]) {
      const one = decoder(member);
      if (one === undefined) return undefined;
      decoded.push(one);
    }
    return decoded;
  };
}

export function shape<T extends object>(members: { readonly [K in keyof T]: Decoder<T[K]> }): Decoder<T> {
  const names = keysOf(members);
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    if (Object.keys(value).length !== names.length) return undefined;
    const decoded: Partial<T> = {};
    for (const name of names) {
      const raw = Object.hasOwn(value, name) ? (value as Readonly<Record<PropertyKey, Json>>)[name] : undefined;
      const one = raw === undefined ? undefined : members[name](raw);
      if (one === undefined) return undefined;
      decoded[name] = one;
    }
    return decoded as T;
  };
}

export function keysOf<T extends object>(record: T): readonly (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
