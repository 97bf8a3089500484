import { builtinModules, createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { UNKNOWN_ENTRY, type CatalogueEntry } from "../../../policy/catalogue/entry.js";
import { builtinName, globalEntry, moduleEntry, needsOfValue, resolveEntry } from "../../../policy/catalogue/catalogue.js";

const require = createRequire(import.meta.url);

/** Own and inherited names below Object.prototype and Function.prototype; functions have a few of their own. */
function namesOf(value: object): readonly string[] {
  const names = new Set<string>();
  for (let holder: unknown = value; holder !== null && holder !== Object.prototype && holder !== Function.prototype;) {
    Object.getOwnPropertyNames(holder).forEach((name) => names.add(name));
    holder = Object.getPrototypeOf(holder);
    if (typeof value === "function") break;
  }
  if (typeof value === "function") ["length", "name", "prototype", "caller", "arguments"].forEach((name) => names.delete(name));
  return [...names].sort();
}

const actionsOf = (entry: CatalogueEntry): readonly string[] => needsOfValue(entry).map(({ action }) => action);

function unclassified(value: object, entry: CatalogueEntry, name: string): readonly string[] {
  if (entry === UNKNOWN_ENTRY) return [name];
  if (entry.kind !== "object") return [];
  return namesOf(value).flatMap((member) => {
    const found = entry.members.get(member);
    if (found === undefined) return [`${name}.${member}`];
    const descriptor = Object.getOwnPropertyDescriptor(value, member);
    const inner: unknown = descriptor !== undefined && "value" in descriptor ? descriptor.value : null;
    return typeof inner === "object" && inner !== null && inner !== value ? unclassified(inner, found, `${name}.${member}`) : [];
  });
}

describe("catalogue", () => {
  const prefixed = ["node:test", "node:test/reporters", "node:sea", "node:sqlite"].filter(
    (name) => process.getBuiltinModule(name) !== undefined,
  );

  it.each([...builtinModules.filter((name) => !name.startsWith("node:")), ...prefixed])(
    "classifies every export of %s",
    (name) => {
      const known = builtinName(name);
      expect(known).not.toBeNull();
      // Events of `cluster` and `process` come from EventEmitter, whose own `constructor` is the only name left over.
      const missing = unclassified(require(name), moduleEntry(known!), name).filter((found) => !found.endsWith(".constructor"));
      expect(missing).toEqual([]);
    },
  );

  it("classifies every global of Node", () => {
    // Globals of the test runner, and the built-ins that a REPL adds.
    const own = (name: string): boolean => !/^(__|vi|NODE)/.test(name);
    const missing = Object.getOwnPropertyNames(globalThis).filter((name) => own(name) && globalEntry(name) === UNKNOWN_ENTRY);
    expect(missing).toEqual([]);
  });

  it.each([
    ["fs", "fs.read fs.write fs.delete fs.watch"],
    ["child_process", "process.spawn"],
    ["vm", "code.eval"],
    ["path", ""],
    ["url", ""],
    ["http", "net.connect net.listen global.write"],
  ])("says what having %s needs", (name, actions) => {
    expect(new Set(actionsOf(moduleEntry(name)))).toEqual(new Set(actions.split(" ").filter((action) => action !== "")));
  });

  it.each([
    ["fs", "promises.readFile", "fs.read"],
    ["fs", "nonesuch", "code.dynamic"],
    ["nonesuch", "x", "code.dynamic"],
    ["process", "binding", "code.native"],
    ["process", "env", "env.read env.write"],
    ["module", "Module._load", "code.dynamic-import"],
    ["module", "prototype.require", "code.dynamic-import"],
    ["crypto", "webcrypto.subtle", ""],
    ["crypto", "webcrypto.getRandomValues", "random"],
  ])("resolves %s %s", (name, path, actions) => {
    const { entry } = resolveEntry(moduleEntry(name), path.split("."));
    expect(actionsOf(entry).join(" ")).toBe(actions);
  });

  it.each([
    ["globalThis", "process.exit", "process.exit"],
    ["window", "self.fetch", "net.connect"],
    ["Math", "random", "random"],
    ["Math", "max", ""],
    ["performance", "now", "time.high-resolution"],
    ["Deno", "", "code.dynamic"],
    ["java", "", "code.dynamic"],
    ["HTMLInputElement", "", ""],
    ["navigator", "userAgent", ""],
    ["eval", "", "code.eval"],
  ])("resolves the global %s %s", (name, path, actions) => {
    const { entry } = resolveEntry(globalEntry(name), path === "" ? [] : path.split("."));
    expect(actionsOf(entry).join(" ")).toBe(actions);
  });

  it("tells built-in modules from packages", () => {
    expect(builtinName("fs")).toBe("fs");
    expect(builtinName("node:fs/promises")).toBe("fs/promises");
    expect(builtinName("node:of-the-future")).toBe("of-the-future");
    expect(builtinName("test")).toBeNull();
    expect(builtinName("lodash")).toBeNull();
  });
});
