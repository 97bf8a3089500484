/** What `surety capabilities` prints. */
import type { CallPath } from "../../analyzers/authority/infer.js";
import type { PackageSummary } from "../../analyzers/authority/summary.js";
import { CATALOGUE_VERSION } from "../../policy/catalogue/catalogue.js";
import type { CapabilityChange, CapabilityLock } from "../../policy/capabilities/lock.js";
import type { Paint } from "./lines.js";
import { printable } from "./printable.js";

/** `from` turns a path from the project root into one from the working directory. */
export interface CapabilityView {
  readonly paint: Paint;
  readonly from: (module: string) => string;
}

const MAX_STEPS = 6;

/** `lib/a.js:3 (load) > lib/b.js:9 (read)`: each place can be opened; the middle of a long path is left out. */
export function pathText({ steps }: CallPath, from: (module: string) => string): string {
  const shown = steps.map(({ module, node, line }) => `${from(module)}:${String(line)}${node === "" ? "" : ` (${node})`}`);
  if (shown.length <= MAX_STEPS) return shown.join(" > ");
  return [...shown.slice(0, 2), `… ${String(shown.length - 4)} more`, ...shown.slice(-2)].join(" > ");
}

export const titleOf = ({ name, version }: PackageSummary): string => (name === null ? "this program" : `${name}@${version}`);

export function renderCapabilities(summaries: readonly PackageSummary[], { paint, from }: CapabilityView): string {
  let text = "";
  for (const summary of summaries) {
    const { names, reaches, files } = summary;
    text += `${paint.bold(printable(titleOf(summary)))}  ${paint.dim(`${String(files)} ${files === 1 ? "file" : "files"}`)}\n`;
    if (names.length === 0 && reaches.length === 0) text += "  nothing privileged\n";
    for (const { action, count, patterns, example } of names) {
      text += `  ${action.padEnd(21)} ${String(count).padStart(4)}  ${printable(example.reference.text.slice(0, 60))}\n`;
      text += `  ${"".padEnd(27)} ${paint.dim(printable(pathText(example, from)))}\n`;
      const known = patterns.filter((pattern) => pattern !== null);
      if (known.length > 0 && known.length === patterns.length)
        text += `  ${"".padEnd(27)} ${paint.dim(`only ${printable(known.slice(0, 8).join(", "))}${known.length > 8 ? ", …" : ""}`)}\n`;
    }
    for (const { action, through, example } of reaches) {
      text += `  ${action.padEnd(21)}       ${paint.dim(`through ${printable(through)}: ${printable(pathText(example, from))}`)}\n`;
    }
    text += "\n";
  }
  return text;
}

const pathJson = ({ steps, reference, need }: CallPath, from: (module: string) => string): object => ({
  text: reference.text,
  use: reference.use.kind,
  resource: need.resource?.parts ?? null,
  path: steps.map(({ module, node, line }) => ({ file: from(module), line, function: node })),
});

export function renderCapabilitiesJson(
  summaries: readonly PackageSummary[],
  {
    from,
    missing,
  }: Pick<CapabilityView, "from"> & { readonly missing: readonly { readonly module: string; readonly specifier: string }[] },
): string {
  const document = {
    schemaVersion: 1,
    catalogueVersion: CATALOGUE_VERSION,
    packages: summaries.map(({ name, version, files, names, reaches }) => ({
      name,
      version,
      files,
      names: names.map(({ action, count, patterns, example }) => ({ action, count, patterns, example: pathJson(example, from) })),
      reaches: reaches.map(({ action, through, example }) => ({ action, through, example: pathJson(example, from) })),
    })),
    missing: missing.map(({ module, specifier }) => ({ file: from(module), specifier })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

export function lockOf(summaries: readonly PackageSummary[]): CapabilityLock {
  return {
    catalogueVersion: CATALOGUE_VERSION,
    packages: summaries.flatMap(({ name, version, names }) => {
      if (name === null) return [];
      const actions = names.map(({ action, example }) => [action, pathText(example, (module) => module)] as const);
      return [{ name, version, actions: new Map(actions) }];
    }),
  };
}

const versions = (found: readonly string[]): string => (found.length === 0 ? "not installed" : found.join(", "));

export function renderChanges(changes: readonly CapabilityChange[], paint: Paint): string {
  if (changes.length === 0) return "no package names more or less than before\n";
  return changes
    .map(({ kind, name, before, after, action, example }) => {
      const sign = kind === "added" ? paint.bold("+") : "-";
      return `${sign} ${printable(name)} (${versions(before)} to ${versions(after)})  ${action}  ${paint.dim(printable(example))}\n`;
    })
    .join("");
}

export function renderChangesJson(changes: readonly CapabilityChange[]): string {
  return `${JSON.stringify({ schemaVersion: 1, changes }, null, 2)}\n`;
}
