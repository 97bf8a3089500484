/**
 * surety.baseline.json: how many obligations of each file are not proved yet. The counts may only fall: a team that starts with guards
 * everywhere never gets more of them unseen.
 */
import { ConfigError } from "../../core/errors.js";

export const BASELINE_FILE = "surety.baseline.json";

/** By kind of obligation. */
export type Counts = Readonly<Record<string, number>>;

export interface Baseline {
  readonly schemaVersion: 1;
  /** By path from the folder of the file, sorted. Files without any are left out. */
  readonly files: Readonly<Record<string, Counts>>;
}

/** With sorted keys, and without zeros. */
export function baselineOf(counts: ReadonlyMap<string, Counts>): Baseline {
  const files: [string, Counts][] = [...counts]
    .map(([file, byKind]): [string, Counts] => [file, sortedCounts(byKind)])
    .filter(([, byKind]) => Object.keys(byKind).length > 0)
    .sort(BY_NAME);
  return { schemaVersion: 1, files: Object.fromEntries(files) };
}

function sortedCounts(counts: Counts): Counts {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .sort(BY_NAME),
  );
}

const BY_NAME = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : left > right ? 1 : 0;

export const baselineText = (baseline: Baseline): string => `${JSON.stringify(baseline, null, 2)}\n`;

/** `file` is how messages call it. Throws `ConfigError`. */
export function decodeBaseline(text: string, file: string): Baseline {
  const value = parse(text, file);
  if (!isRecord(value)) throw new ConfigError(`${file}: expected an object with \`schemaVersion\` and \`files\``);
  if (value["schemaVersion"] !== 1) throw new ConfigError(`${file}: /schemaVersion: expected 1, the only version there is`);
  const unknown = Object.keys(value).find((key) => key !== "schemaVersion" && key !== "files");
  if (unknown !== undefined) throw new ConfigError(`${file}: /${unknown}: unknown key; what is known here: schemaVersion, files`);
  const files = value["files"];
  if (!isRecord(files))
    throw new ConfigError(`${file}: /files: expected counts by file, such as { "src/a.ts": { "bounds.read": 2 } }`);
  const decoded = new Map<string, Counts>();
  for (const [name, counts] of Object.entries(files)) {
    const at = `${file}: /files/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!isRecord(counts)) throw new ConfigError(`${at}: expected counts by kind, such as { "bounds.read": 2 }`);
    const numbers = Object.entries(counts).map(([kind, count]): [string, number] => {
      if (typeof count !== "number" || !Number.isInteger(count) || count < 0)
        throw new ConfigError(`${at}/${kind}: expected a whole number, not less than 0`);
      return [kind, count];
    });
    decoded.set(name, Object.fromEntries(numbers));
  }
  return baselineOf(decoded);
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(
      `${file}: not JSON: ${error instanceof Error ? error.message : String(error)}; \`surety init --force\` writes it anew`,
    );
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
