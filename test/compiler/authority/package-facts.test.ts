import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../cache/memory-store.js";
import { decodeFacts } from "../../../compiler/authority/decode-facts.js";
import { moduleAuthority } from "../../../compiler/authority/module-authority.js";
import { packageFacts } from "../../../compiler/authority/package-facts.js";
import ts from "typescript";

const TEXT =
  'import fs, { readFile } from "fs";\nexport * from "./b.js";\nexport const read = (n) => fs.readFileSync(`./d/${n}`);\n';
const facts = moduleAuthority(
  ts.createSourceFile("a.js", TEXT, { languageVersion: ts.ScriptTarget.Latest }, true),
  "node_modules/x/a.js",
);

describe("facts of files of packages", () => {
  it("are found by what they were made from, under whatever name", async () => {
    const store = memoryStore(1 << 20);
    packageFacts(store, "one").keep({ module: "node_modules/x/a.js", text: TEXT }, facts);
    const ask = (origin: string, module: string, text = TEXT) => packageFacts(store, origin).find([{ module, text }]);
    expect([...(await ask("one", "elsewhere/b.js"))]).toEqual([["elsewhere/b.js", { ...facts, module: "elsewhere/b.js" }]]);
    expect((await ask("two", "node_modules/x/a.js")).size).toBe(0);
    expect((await ask("one", "node_modules/x/a.mjs")).size).toBe(0);
    expect((await ask("one", "node_modules/x/a.js", `${TEXT} `)).size).toBe(0);
  });

  it("are not believed where a field is missing, wrong or too many", () => {
    const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
    expect(decodeFacts(bytes(facts))).toEqual(facts);
    const [first, ...others] = facts.references;
    const wrong: readonly unknown[] = [
      null,
      [],
      { ...facts, extra: 1 },
      { ...facts, references: undefined },
      { ...facts, references: others.slice(1) },
      { ...facts, references: [{ ...first, line: -1 }, ...others] },
      { ...facts, references: [{ ...first, needs: [{ action: "fs.raed", resource: null }] }, ...others] },
      { ...facts, exports: [{ name: "x", target: { kind: "nodes", name: "x", line: 1 } }] },
    ];
    expect(wrong.map((value) => decodeFacts(bytes(value)))).toEqual(wrong.map(() => null));
    expect(decodeFacts(Buffer.from("{"))).toBeNull();
  });
});
