/** Where TypeScript puts the output of a file, and in which module format. */
import path from "node:path";
import { ts } from "../typescript.js";
import type { ModuleFormat } from "./harden-module.js";

/** Absolute folder whose layout `outDir` repeats: `rootDir`, else that of the tsconfig, unless a file lies outside; else what is common. */
export function rootFolder(files: readonly ts.SourceFile[], options: ts.CompilerOptions, cwd: string): string {
  const config = options["configFilePath"];
  const configured = options.rootDir ?? (typeof config === "string" ? path.dirname(config) : null);
  const names = files.map((file) => path.resolve(cwd, file.fileName));
  if (configured !== null) {
    const root = path.resolve(cwd, configured);
    if (names.every((name) => name.startsWith(root + path.sep))) return root;
  }
  const [first = cwd, ...others] = names.map((name) => path.dirname(name));
  return others.reduce((common, folder) => {
    let shared = common;
    while (folder !== shared && !folder.startsWith(shared.endsWith(path.sep) ? shared : shared + path.sep))
      shared = path.dirname(shared);
    return shared;
  }, first);
}

/** What the emitted file is to Node. */
export function outputFormat(file: ts.SourceFile, { module }: ts.CompilerOptions): ModuleFormat {
  switch (module) {
    case ts.ModuleKind.CommonJS:
      return "cjs";
    case ts.ModuleKind.Node16:
    case ts.ModuleKind.Node18:
    case ts.ModuleKind.Node20:
    case ts.ModuleKind.NodeNext:
      return file.impliedNodeFormat === ts.ModuleKind.CommonJS ? "cjs" : "esm";
    default:
      return /\.c[jt]s$/u.test(file.fileName) ? "cjs" : "esm";
  }
}
