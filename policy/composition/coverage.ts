/** Who says that a module is to be held to levels at all: its own header, a configuration, or the command line. */
import type { SafetyStatement } from "../../core/annotation.js";
import { isInScope, placeText, type LayerPlace, type PolicyLayer } from "./layer.js";

export type Coverage =
  { readonly kind: "covered"; readonly by: LayerPlace; readonly levels: SafetyStatement } | { readonly kind: "uncovered" };

/** What there is beside configurations that may cover a module. */
export interface OwnStatements {
  /** The `@safety` header of the module and the line that it stands in; null: it has none. */
  readonly header: { readonly levels: SafetyStatement; readonly line: number } | null;
  /** Of `--safety`; null: not given. */
  readonly commandLine: SafetyStatement | null;
}

/** The nearest statement counts: the header, else the narrowest configuration entry, else the command line. `layers`: the broadest first. */
export function coverageOf(path: string, layers: readonly PolicyLayer[], { header, commandLine }: OwnStatements): Coverage {
  if (header !== null) return { kind: "covered", by: { kind: "header", file: path, line: header.line }, levels: header.levels };
  const configured = layers.findLast(
    ({ place, safety, scope }) => place.kind === "configuration" && safety !== null && isInScope(scope, path),
  );
  if (configured?.safety !== undefined && configured.safety !== null)
    return { kind: "covered", by: withSection(configured.place), levels: configured.safety };
  if (commandLine !== null) return { kind: "covered", by: { kind: "commandLine" }, levels: commandLine };
  return { kind: "uncovered" };
}

const withSection = (place: LayerPlace): LayerPlace =>
  place.kind === "configuration" ? { ...place, key: `${place.key}/safety` } : place;

/** For reports and manifests: who covers it. */
export function coverageText(coverage: Coverage): string {
  return coverage.kind === "uncovered" ? "nobody" : placeText(coverage.by);
}
