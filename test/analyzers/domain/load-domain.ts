/** The domain's own modules, evaluated from their text, so that a test can change a word of it in memory. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type * as compare from "../../../analyzers/domain/compare.js";
import type * as number from "../../../analyzers/domain/number.js";
import type * as kind from "../../../analyzers/domain/refine-kind.js";
import type * as refine from "../../../analyzers/domain/refine.js";
import type * as rest from "../../../analyzers/domain/refine-rest.js";
import type * as arithmetic from "../../../analyzers/domain/transfer-arithmetic.js";
import type * as bits from "../../../analyzers/domain/transfer-bits.js";
import type * as math from "../../../analyzers/domain/transfer-math.js";
import type * as transfer from "../../../analyzers/domain/transfer.js";
import type * as value from "../../../analyzers/domain/value.js";
import { ROOT } from "../../source-files.js";

export interface Domain {
  readonly arithmetic: typeof arithmetic;
  readonly bits: typeof bits;
  readonly math: typeof math;
  readonly transfer: typeof transfer;
  readonly compare: typeof compare;
  readonly refine: typeof refine;
  readonly kind: typeof kind;
  readonly rest: typeof rest;
  readonly value: typeof value;
  readonly number: typeof number;
}

const FOLDER = "analyzers/domain";
const texts: ReadonlyMap<string, string> = new Map(
  readdirSync(path.join(ROOT, FOLDER)).map((name) => [
    name.replace(/\.ts$/u, ""),
    readFileSync(path.join(ROOT, FOLDER, name), "utf8"),
  ]),
);

export const domainText = (name: string): string => texts.get(name) ?? "";

const compiled = new Map<string, string>();
function compile(text: string): string {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  compiled.set(text, outputText);
  return outputText;
}

/** `patch`: another text for one of the files. */
export function loadDomain(patch: { readonly name: string; readonly text: string } | null = null): Domain {
  const loaded = new Map<string, object>();
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const exports = {};
    loaded.set(name, exports);
    const text = name === "errors" ? readFileSync(path.join(ROOT, "core/errors.ts"), "utf8") : domainText(name);
    const source = compile(patch?.name === name ? patch.text : text);
    new Function("exports", "require", source)(exports, (specifier: string) => load(path.basename(specifier, ".js")));
    return exports;
  };
  return {
    arithmetic: load("transfer-arithmetic"),
    bits: load("transfer-bits"),
    math: load("transfer-math"),
    transfer: load("transfer"),
    compare: load("compare"),
    refine: load("refine"),
    kind: load("refine-kind"),
    rest: load("refine-rest"),
    value: load("value"),
    number: load("number"),
  } as Domain;
}
