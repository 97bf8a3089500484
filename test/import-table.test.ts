/** Keeps the import table of docs/ARCHITECTURE.md true. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { ROOT, sourceFilesUnder } from "./source-files.js";

interface FolderRow {
  /** Where the sources lie, from the root. */
  readonly path: string;
  /** Folders of this repository it may import. */
  readonly folders: readonly string[];
  /** npm packages it may import. */
  readonly packages: readonly string[];
  /** May import `node:` modules. */
  readonly node: boolean;
  /** May print. */
  readonly prints: boolean;
}

const FOLDERS: Readonly<Record<string, FolderRow>> = {
  core: { path: "core", folders: [], packages: [], node: false, prints: false },
  analyzers: { path: "analyzers", folders: ["core", "policy"], packages: [], node: false, prints: false },
  solver: { path: "solver", folders: ["core"], packages: ["z3-solver"], node: true, prints: false },
  verifier: {
    path: "verifier",
    folders: ["core", "analyzers", "solver", "cache"],
    packages: ["piscina", "bullmq", "ioredis"],
    node: true,
    prints: false,
  },
  cache: { path: "cache", folders: ["core"], packages: ["lmdb", "lru-cache"], node: true, prints: false },
  witness: { path: "witness", folders: ["core"], packages: [], node: true, prints: false },
  policy: { path: "policy", folders: ["core"], packages: ["ajv", "fastest-levenshtein", "semver"], node: false, prints: false },
  audit: { path: "audit", folders: ["core", "policy", "cache"], packages: [], node: true, prints: false },
  compiler: {
    path: "compiler",
    folders: ["core", "analyzers", "verifier", "witness", "policy", "cache", "audit"],
    packages: ["typescript", "magic-string", "@jridgewell/remapping", "@jridgewell/sourcemap-codec", "fastest-levenshtein"],
    node: true,
    prints: false,
  },
  runtime: { path: "runtime/src", folders: [], packages: [], node: false, prints: false },
  corpus: { path: "corpus", folders: ["core"], packages: [], node: true, prints: false },
  "eslint-plugin": {
    path: "eslint-plugin",
    folders: ["core", "compiler", "verifier", "policy", "cache", "corpus"],
    packages: ["eslint"],
    node: true,
    prints: false,
  },
  cli: {
    path: "cli",
    folders: ["core", "compiler", "analyzers", "solver", "verifier", "policy", "cache", "audit"],
    packages: ["chokidar", "commander", "diff", "picocolors", "@surety/runtime"],
    node: true,
    prints: true,
  },
};

/** Top-level folders that hold no product source. */
const NOT_SOURCE = new Set(["test", "bench", "docs", "examples", "dist", "out", "node_modules", "coverage"]);

interface Imported {
  readonly specifier: string;
  readonly line: number;
}

function importsOf(sourceFile: ts.SourceFile): readonly Imported[] {
  const found: Imported[] = [];
  const add = (literal: ts.Node | undefined): void => {
    if (literal === undefined || !ts.isStringLiteralLike(literal)) return;
    found.push({
      specifier: literal.text,
      line: sourceFile.getLineAndCharacterOfPosition(literal.getStart(sourceFile)).line + 1,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      add(node.moduleReference.expression);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "require")
      add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

/** Which folder of the table a file belongs to. */
function folderOf(file: string): string | undefined {
  return Object.entries(FOLDERS).find(([, row]) => file.startsWith(`${row.path}/`))?.[0];
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function problemsOfImport(file: string, from: FolderRow, imported: Imported): string | null {
  const where = `${file}:${imported.line}`;
  if (imported.specifier.startsWith(".")) {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), imported.specifier));
    const folder = folderOf(target);
    if (folder === undefined) return `${where}: \`${imported.specifier}\` leaves the source folders`;
    if (FOLDERS[folder]?.path === from.path || from.folders.includes(folder)) return null;
    return `${where}: ${from.path} may not import ${folder}`;
  }
  if (imported.specifier.startsWith("node:"))
    return from.node ? null : `${where}: ${from.path} may not import \`${imported.specifier}\``;
  const name = packageOf(imported.specifier);
  return from.packages.includes(name) ? null : `${where}: ${from.path} may not import the package \`${name}\``;
}

function printsIn(sourceFile: ts.SourceFile): readonly number[] {
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const text = `${node.expression.text}.${node.name.text}`;
      if (node.expression.text === "console" || text === "process.stdout" || text === "process.stderr") {
        lines.push(sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile)).line + 1);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return lines;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(path.join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
}

describe("import table", () => {
  it("lists every top-level folder that holds TypeScript", () => {
    const unlisted = readdirSync(ROOT, { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && !entry.name.startsWith(".") && !NOT_SOURCE.has(entry.name) && !(entry.name in FOLDERS),
      )
      .map((entry) => entry.name)
      .filter((name) => sourceFilesUnder(name).length > 0);
    expect(unlisted).toEqual([]);
  });

  it("allows only packages that users get too", () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as Readonly<
      Record<"dependencies" | "peerDependencies", object>
    >;
    const users = { ...dependencies, ...peerDependencies };
    const others = Object.values(FOLDERS).flatMap((row) => row.packages.filter((name) => !(name in users)));
    expect(others).toEqual([]);
  });

  for (const [name, row] of Object.entries(FOLDERS)) {
    it(`${name} imports only what the table allows`, () => {
      const problems = sourceFilesUnder(row.path).flatMap((file) =>
        importsOf(parse(file)).flatMap((imported) => problemsOfImport(file, row, imported) ?? []),
      );
      expect(problems).toEqual([]);
    });

    if (!row.prints) {
      it(`${name} prints nothing`, () => {
        const prints = sourceFilesUnder(row.path).flatMap((file) => printsIn(parse(file)).map((line) => `${file}:${line}`));
        expect(prints).toEqual([]);
      });
    }
  }
});

describe("import table, on made-up files", () => {
  const check = (file: string, text: string): readonly string[] => {
    const folder = folderOf(file);
    const row = folder === undefined ? undefined : FOLDERS[folder];
    if (row === undefined) throw new Error(`no row for ${file}`);
    const sourceFile = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return importsOf(sourceFile).flatMap((imported) => problemsOfImport(file, row, imported) ?? []);
  };

  it("accepts what the table allows", () => {
    expect(
      check("analyzers/domain/zone.ts", 'import type { Instr } from "../../core/hir.js"; import { join } from "./join.js";'),
    ).toEqual([]);
  });

  it.each([
    ["core/a.ts", 'import { x } from "../analyzers/b.js";'],
    ["core/a.ts", 'import fs from "node:fs";'],
    ["analyzers/a.ts", 'import type ts from "typescript";'],
    ["analyzers/a.ts", 'type T = import("../solver/z3.js").Z3;'],
    ["solver/a.ts", 'export { b } from "../verifier/b.js";'],
    ["verifier/a.ts", 'const m = await import("../compiler/api.js");'],
    ["compiler/a.ts", 'import { run } from "../cli/main.js";'],
    ["runtime/src/a.ts", 'import { x } from "../../core/ids.js";'],
    ["runtime/src/a.ts", 'import "left-pad";'],
    ["compiler/a.ts", 'import { x } from "../test/source-files.js";'],
  ])("rejects in %s: %s", (file, text) => {
    expect(check(file, text)).toHaveLength(1);
  });
});
