/** A verification against the baseline of its project. */
import path from "node:path";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import { ConfigError } from "../../core/errors.js";
import type { Diagnostic, Report } from "../../core/report.js";
import { BASELINE_FILE, decodeBaseline, type Baseline, type Counts } from "../../policy/baseline/baseline.js";
import { compareBaseline, type CountChange } from "../../policy/baseline/compare.js";
import { withSorted } from "../../verifier/report.js";
import { textOf, type FileSystem } from "../program/file-system.js";
import { slashedRelative } from "../program/module-path.js";

export interface BaselinePlace {
  /** Absolute: names in the report start from here. */
  readonly cwd: string;
  /** Absolute: the baseline lies here, and its names start from here. */
  readonly projectRoot: string;
  readonly files: FileSystem;
}

/** Null when the project has none. Throws `ConfigError` for one that is malformed. */
export function readBaseline({ projectRoot, cwd, files }: BaselinePlace): Baseline | null {
  const file = path.join(projectRoot, BASELINE_FILE);
  if (files.status(file).kind === "missing") return null;
  const contents = files.read(file);
  const shown = slashedRelative(cwd, file);
  if (contents.kind === "failed") throw new ConfigError(`${shown} cannot be read (${contents.reason})`);
  return decodeBaseline(textOf(contents.bytes), shown);
}

/** What is not proved, by file and kind; `sources`: absolute names of all files that were verified. Overridden obligations do not count. */
export function unprovedCounts(
  { obligations }: Pick<Report, "obligations">,
  sources: readonly string[],
  { cwd, projectRoot }: BaselinePlace,
): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Record<string, number>>(sources.map((file) => [slashedRelative(projectRoot, file), {}]));
  for (const { file, kind, verdict, disposition } of obligations) {
    // Capabilities are a matter of grants: what is not granted is an error, whatever was there before.
    if (verdict === "proved" || disposition === "override" || kind === "capability") continue;
    const name = slashedRelative(projectRoot, path.resolve(cwd, file));
    const byKind = counts.get(name) ?? {};
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    counts.set(name, byKind);
  }
  return counts;
}

/**
 * `report` with what there is to say of the baseline. Where guards let the program go on after a violation, they prove nothing, and counts
 * of ordinary runs are no measure. Under the trusted boundary more is proved than the baseline can be lowered by.
 */
export function withBaseline(
  report: Report,
  sources: readonly string[],
  place: BaselinePlace & { readonly onViolation: string },
): Report {
  if (place.onViolation === "report") return report;
  const baseline = readBaseline(place);
  if (baseline === null) return report;
  const { rises, falls } = compareBaseline(
    baseline,
    unprovedCounts(report, sources, place),
    (file) => place.files.status(path.join(place.projectRoot, file)).kind === "missing",
  );
  const found = [
    ...rises.map((change) => riseDiagnostic(change, place)),
    ...(report.boundary === "checked" ? fallDiagnostics(falls, place) : []),
  ];
  return found.length === 0 ? report : { ...report, diagnostics: withSorted(report.diagnostics, found) };
}

function riseDiagnostic({ file, kind, allowed, found }: CountChange, { cwd, projectRoot }: BaselinePlace): Diagnostic {
  const { code, severity } = DIAGNOSTICS.baselineExceeded;
  const owed = found === 1 ? "obligation is" : "obligations are";
  const message = `${String(found)} \`${kind}\` ${owed} not proved, and \`${BASELINE_FILE}\` allows ${String(allowed)}; \`surety explain\` says what each lacks`;
  return {
    code,
    severity,
    message,
    file: slashedRelative(cwd, path.join(projectRoot, file)),
    line: null,
    column: null,
    obligation: null,
  };
}

function fallDiagnostics(falls: readonly CountChange[], { cwd, projectRoot }: BaselinePlace): readonly Diagnostic[] {
  const fewer = falls.reduce((sum, { allowed, found }) => sum + allowed - found, 0);
  if (fewer === 0) return [];
  const { code, severity } = DIAGNOSTICS.baselineOutdated;
  const file = slashedRelative(cwd, path.join(projectRoot, BASELINE_FILE));
  const message = `${String(fewer)} fewer ${fewer === 1 ? "obligation is" : "obligations are"} left unproved than it allows: \`surety init --update-baseline\` lowers it`;
  return [{ code, severity, message, file, line: null, column: null, obligation: null }];
}
