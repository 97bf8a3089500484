/** Runs a TypeScript module as JavaScript and reads an export: the truth that HIR is compared with. */
import ts from "typescript";

/** In the same realm, so that results compare. */
export function runReal(text: string, name: string): unknown {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, useDefineForClassFields: true },
  });
  const exports: Record<string, unknown> = {};
  const script = new Function("exports", "module", outputText) as (exports: object, module: object) => void;
  script(exports, { exports });
  return exports[name];
}
