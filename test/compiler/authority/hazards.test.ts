import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { createDenoter } from "../../../compiler/authority/denote.js";
import { HAZARDOUS, hazardOf } from "../../../compiler/authority/hazards.js";
import { moduleScopes } from "../../../compiler/lower/module-scopes.js";
import { treeNodes } from "../../../compiler/tree-nodes.js";
import { modulePath } from "../../../core/ids.js";
import { ROOT } from "../../source-files.js";

const folder = path.join(ROOT, "test/cases/authority/attacks");

describe("hazards", () => {
  it.each(readdirSync(folder))("of %s are of no other kinds than they are looked for among", (name) => {
    const text = readFileSync(path.join(folder, name), "utf8");
    const sourceFile = ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.Latest }, true);
    const denoter = createDenoter(moduleScopes(sourceFile, modulePath(name)));
    const others = treeNodes(sourceFile).nodes.filter((node) => !HAZARDOUS.includes(node.kind));
    expect(others.filter((node) => hazardOf(node, denoter) !== null)).toEqual([]);
  });
});
