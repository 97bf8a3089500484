/** Over the whole schema: whatever is wrong, the message names the file, the key and what would be right. */
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../core/errors.js";
import { decodeConfigValue } from "../../../policy/config/decode.js";
import { CONFIG_SCHEMA } from "../../../policy/config/schema.js";

interface Node {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly required?: readonly string[];
  readonly propertyNames?: Node;
  readonly pattern?: string;
}

/** A value at a place, inside of the objects and lists that lead there. */
type Wrap = (value: unknown) => unknown;

interface Wrong {
  readonly pointer: string;
  readonly value: unknown;
  readonly what: string;
}

const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

function* wrongsOf(schema: Node, pointer: string, wrap: Wrap): Generator<Wrong> {
  const types = [schema.type ?? []].flat();
  const other = [[1], { a: 1 }, "text", 1.5, true].find((value) => !types.includes(typeOf(value)));
  if (other !== undefined && (types.length > 0 || schema.enum !== undefined))
    yield { pointer, value: wrap(schema.enum === undefined ? other : 1.5), what: "another type" };
  if (schema.enum !== undefined || schema.pattern !== undefined) yield { pointer, value: wrap("???"), what: "another text" };
  const { properties, additionalProperties, items } = schema;
  if (properties !== undefined) {
    for (const [key, child] of Object.entries(properties)) {
      const inside: Wrap = (value) => wrap({ ...minimal(schema), [key]: value });
      yield* wrongsOf(child, `${pointer}/${escaped(key)}`, inside);
      const near = `${key}x`;
      if (additionalProperties === false)
        yield { pointer: `${pointer}/${near}`, value: wrap({ ...minimal(schema), [near]: 1 }), what: "nearly a key" };
    }
    if (additionalProperties === false)
      yield { pointer: `${pointer}/zzzzzzzz`, value: wrap({ ...minimal(schema), zzzzzzzz: 1 }), what: "no key at all" };
    for (const key of schema.required ?? []) {
      const { [key]: _left, ...rest } = minimal(schema);
      yield { pointer: `${pointer}/${escaped(key)}`, value: wrap(rest), what: "missing" };
    }
  }
  if (typeof additionalProperties === "object")
    yield* wrongsOf(additionalProperties, `${pointer}/name`, (value) => wrap({ name: value }));
  if (items !== undefined) yield* wrongsOf(items, `${pointer}/0`, (value) => wrap([value]));
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? "number" : typeof value;
}

/** The required members, each with a value of its type: some of them may be wrong otherwise, but are there. */
function minimal(schema: Node): Readonly<Record<string, unknown>> {
  return Object.fromEntries((schema.required ?? []).map((key) => [key, sample(schema.properties?.[key] ?? {})]));
}

function sample(schema: Node): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  switch ([schema.type ?? []].flat()[0]) {
    case "object":
      return minimal(schema);
    case "array":
      return [sample(schema.items ?? {})];
    case "integer":
    case "number":
      return 1;
    default:
      return schema.pattern?.includes("http") === true ? "https://a.example" : "a".repeat(64);
  }
}

function messageFor(value: unknown): string {
  try {
    decodeConfigValue(value, "FILE.json");
    return "";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

describe("every key of the configuration", () => {
  const all = [...wrongsOf(CONFIG_SCHEMA, "", (value) => value)];

  it("has a message with the file, the key and what would be right", () => {
    const bad = all.flatMap(({ pointer, value, what }) => {
      const message = messageFor(value);
      const names = message.startsWith(`FILE.json: ${pointer === "" ? "" : `${pointer}: `}`);
      const helps = /expected |did you mean `|what is known here: |; one looks like /u.test(message);
      return names && helps ? [] : [`${pointer} ${what} ${JSON.stringify(value)} -> ${message}`];
    });
    expect(bad).toEqual([]);
    expect(all.length).toBeGreaterThan(80);
  });

  it("has the right key in the message where the wrong one is nearly it", () => {
    const near = all.filter(({ what }) => what === "nearly a key");
    const bad = near.filter(({ pointer, value }) => {
      const right = pointer.slice(pointer.lastIndexOf("/") + 1, -1);
      return !messageFor(value).includes(`did you mean \`${right}\`?`);
    });
    expect(bad).toEqual([]);
  });
});
