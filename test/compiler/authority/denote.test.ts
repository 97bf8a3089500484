import ts from "typescript";
import { describe, expect, it } from "vitest";
import { createDenoter } from "../../../compiler/authority/denote.js";
import { moduleScopes } from "../../../compiler/lower/module-scopes.js";
import { treeNodes } from "../../../compiler/tree-nodes.js";
import { modulePath } from "../../../core/ids.js";

/** The globals that names of the text denote, in order. */
function globalsIn(text: string): readonly string[] {
  const sourceFile = ts.createSourceFile("m.ts", text, { languageVersion: ts.ScriptTarget.Latest }, true);
  const denoter = createDenoter(moduleScopes(sourceFile, modulePath("m.ts")));
  return treeNodes(sourceFile)
    .nodes.filter(ts.isIdentifier)
    .flatMap((node) => {
      const root = denoter.ofIdentifier(node)?.root;
      return root?.kind === "global" ? [root.name] : [];
    });
}

describe("names of const enums", () => {
  it("are no globals in any clause of the switch that declares them", () => {
    const text =
      "export function f(n: number) { switch (n) { case 0: const enum E { A = 1 } return E.A; default: return E.A; } }";
    expect(globalsIn(text)).toEqual([]);
  });

  it("are globals outside of the block that declares them", () => {
    expect(globalsIn("export function f() { { const enum E { A = 1 } } return E; }")).toEqual(["E"]);
  });
});
