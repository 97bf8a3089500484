/** What every guarded module gets besides its guards: imports on its first line, slow paths and the site table after its end. */
import { ts } from "../typescript.js";
import type { PlannedSite } from "../../core/plan.js";
import type { GuardContext, RuntimeFunction, RuntimeImport } from "./guard-context.js";

export interface ModuleNames {
  readonly runtime: string;
  /** Module that hardens the intrinsics the plan names; null when nothing relies on A2. */
  readonly harden: string | null;
  readonly format: "esm" | "cjs";
  /** What is imported of the runtime's `authority` entry. */
  readonly authority: readonly (readonly [imported: string, local: string])[];
}

type SlowPath = Exclude<RuntimeFunction, RuntimeImport>;

const IMPORTS: Readonly<Record<RuntimeImport, string>> = { a: "isArray", o: "isTypedArray" };
const isImport = (one: RuntimeFunction): one is RuntimeImport => Object.hasOwn(IMPORTS, one);

const PARAMETERS: Readonly<Record<SlowPath, string>> = {
  v: "n",
  q: "n, o, k",
  k: "n, k",
  i: "n, o, k",
  x: "n, o, k",
  y: "n, o, k, v",
  d: "s, o",
  e: "s, o",
  t: "n, o, k",
  h: "n, k",
};

/** Imports in one line, hardening first. Import bindings are initialised before any module of a cycle runs; a `const` would not be. */
export function prologueText(context: GuardContext, { runtime, harden, format, authority }: ModuleNames): string {
  const { prefix, used } = context;
  const isRuntimeNeeded = used.size > 0;
  const quote = (specifier: string): string => JSON.stringify(specifier);
  const bound = [
    ...(slowPaths(context).length > 0 ? [["register", `${prefix}r`]] : []),
    ...[...used]
      .filter(isImport)
      .toSorted()
      .map((one) => [IMPORTS[one], `${prefix}${one}`]),
  ];
  const entry = quote(`${runtime}/authority`);
  if (format === "esm") {
    const names = bound.map(([imported, local]) => `${imported} as ${local}`).join(", ");
    return (
      (harden === null ? "" : `import ${quote(harden)}; `) +
      (isRuntimeNeeded ? `import { ${names} } from ${quote(runtime)}; ` : "") +
      authority.map(([imported, local]) => `import { ${imported} as ${local} } from ${entry}; `).join("")
    );
  }
  const names = bound.map(([imported, local]) => `${imported}: ${local}`).join(", ");
  return (
    (harden === null ? "" : `require(${quote(harden)}); `) +
    (isRuntimeNeeded ? `var { ${names} } = require(${quote(runtime)}); ` : "") +
    authority.map(([imported, local]) => `var { ${imported}: ${local} } = require(${entry}); `).join("")
  );
}

function slowPaths({ used }: GuardContext): readonly SlowPath[] {
  return [...used].filter((one) => !isImport(one)).toSorted();
}

/**
 * Function declarations are hoisted, so a guard works from the first instant, in import cycles too; the table is parsed and registered
 * only when a slow path is entered.
 */
export function epilogueText(context: GuardContext, temporaries: readonly string[]): string {
  const { prefix } = context;
  const variables = [...temporaries];
  const paths = slowPaths(context);
  let functions = "";
  if (paths.length > 0) {
    variables.push(`${prefix}m`);
    functions = `function ${prefix}s() { return ${prefix}m ||= ${prefix}r(${registration(context)}); }\n`;
    for (const path of paths)
      functions += `function ${prefix}${path}(${PARAMETERS[path]}) { return ${prefix}s().${path}(${PARAMETERS[path]}); }\n`;
  }
  if (variables.length === 0) return "";
  // The semicolon ends a last statement that has none.
  return `\n;var ${variables.join(", ")};\n${functions}`;
}

function registration(context: GuardContext): string {
  const { plan } = context;
  const fields = {
    module: plan.module,
    onViolation: plan.enforcement.onViolation,
    sites: context.guarded.map((site) => row(site, context)).join("\n"),
  };
  return JSON.stringify(fields);
}

/** `id:line:column:flags:text` (runtime/src/index.ts); production leaves the text to the report. */
function row({ id, site, assertion }: PlannedSite, { plan, sourceFile }: GuardContext): string {
  const { line, character } = ts.getLineAndCharacterOfPosition(sourceFile, site.span.start);
  const kind = site.kind === "contract" ? "c" : site.kind === "bounds.write" ? "w" : "r";
  const flags = (site.receiver === "open" && kind !== "c" ? kind.toUpperCase() : kind) + (assertion ? "!" : "");
  const text = plan.enforcement.mode === "production" ? "" : site.text;
  return `${id}:${line + 1}:${character + 1}:${flags}:${text}`;
}
