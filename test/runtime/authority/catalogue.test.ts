import { writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";
import { BROWSER_GLOBALS, BROWSER_TYPES } from "../../../policy/catalogue/browser.table.js";
import {
  IMPORT_META_ENTRY,
  MODULE_OBJECT_ENTRY,
  REQUIRE_ENTRY,
  globalEntry,
  moduleEntry,
} from "../../../policy/catalogue/catalogue.js";
import type { CatalogueEntry } from "../../../policy/catalogue/entry.js";
import { HOST_GLOBALS, INTRINSICS } from "../../../policy/catalogue/globals.table.js";
import * as runtime from "../../../runtime/src/authority/catalogue.table.js";
import { ROOT } from "../../source-files.js";

type Table = Readonly<Record<string, string>>;

function notationOf(entry: CatalogueEntry): string {
  if (entry.kind === "harmless") return "-";
  if (entry.kind === "environment" || entry.kind === "global") return entry.kind;
  if (entry.kind === "object") throw new Error("an object has no notation");
  return entry.needs
    .map(({ action, resource }) => (resource === null ? action : `${action}@${String(resource.argument)}:${resource.form}`))
    .join(" ");
}

/** Names by what they need; members of members with dots. */
function tableOf(entries: Iterable<readonly [string, CatalogueEntry]>): Table {
  const lists = new Map<string, string[]>();
  const add = (name: string, entry: CatalogueEntry): void => {
    if (entry.kind === "object") for (const [member, inner] of entry.members) add(`${name}.${member}`, inner);
    else lists.set(notationOf(entry), [...(lists.get(notationOf(entry)) ?? []), name]);
  };
  for (const [name, entry] of entries) add(name, entry);
  return Object.fromEntries([...lists].map(([notation, names]) => [notation, names.join(" ")]));
}

const membersOf = (entry: CatalogueEntry): Iterable<readonly [string, CatalogueEntry]> => {
  if (entry.kind !== "object") throw new Error("no object");
  return entry.members;
};

const modules = Object.fromEntries(
  [...builtinModules, "sqlite", "test", "test/reporters", "sea", "inspector/promises"]
    .map((name) => name.replace(/^node:/u, ""))
    .filter((name, at, all) => all.indexOf(name) === at)
    .sort()
    .map((name): [string, Table | null] => {
      const entry = moduleEntry(name);
      if (entry.kind === "harmless") return [name, null];
      const table = tableOf(membersOf(entry));
      return [name, Object.keys(table).join() === "-" ? null : table];
    }),
);
const globalNames = [INTRINSICS, HOST_GLOBALS, BROWSER_GLOBALS].flatMap((table) => Object.values(table).join(" ").split(/\s+/u));
const globals = tableOf([...globalNames, "navigator"].map((name) => [name, globalEntry(name)] as const));
const moduleObject = tableOf(membersOf(MODULE_OBJECT_ENTRY));
const importMeta = tableOf(membersOf(IMPORT_META_ENTRY));
const require = tableOf(membersOf(REQUIRE_ENTRY));

it("the runtime guards what the catalogue says", async () => {
  if (process.env["SURETY_UPDATE"] === "1") {
    const file = path.join(ROOT, "runtime/src/authority/catalogue.table.ts");
    const text =
      "/** Generated from policy/catalogue/ (`SURETY_UPDATE=1 npx vitest run test/runtime/authority/catalogue.test.ts`); a test compares. */\n" +
      "type Table = Readonly<Record<string, string>>;\n" +
      `/** Null: nothing in it is privileged. */\nexport const MODULES: Readonly<Record<string, Table | null>> = ${JSON.stringify(modules)};\n` +
      `export const GLOBALS: Table = ${JSON.stringify(globals)};\n` +
      `export const REQUIRE: Table = ${JSON.stringify(require)};\n` +
      `export const MODULE_OBJECT: Table = ${JSON.stringify(moduleObject)};\n` +
      `export const IMPORT_META: Table = ${JSON.stringify(importMeta)};\n` +
      `export const BROWSER_TYPES = ${String(BROWSER_TYPES)};\n`;
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
    return;
  }
  expect(runtime.MODULES).toEqual(modules);
  expect(runtime.GLOBALS).toEqual(globals);
  expect(runtime.REQUIRE).toEqual(require);
  expect(runtime.MODULE_OBJECT).toEqual(moduleObject);
  expect(runtime.IMPORT_META).toEqual(importMeta);
  expect(String(runtime.BROWSER_TYPES)).toBe(String(BROWSER_TYPES));
});
