/** surety.observed.json: what guards saw while a team's own tests ran, and what each place could say instead. */
import { ConfigError } from "../../core/errors.js";

export const OBSERVED_FILE = "surety.observed.json";

export interface ObservedSite {
  readonly obligation: string;
  readonly kind: string;
  /** From the folder of the file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The source of the access. */
  readonly text: string;
  /** What was seen the first time: `index 3, length 3`. */
  readonly observed: string;
  /** At least so often. */
  readonly times: number;
  /** What would say the same explicitly, or null when nothing short does. */
  readonly proposal: string;
  /** Whether `surety migrate` writes that by itself. */
  readonly mechanical: boolean;
}

/** What a module took hold of while the command ran, where a guard asked; what is proved to lie in the grant is not asked. */
export interface ObservedAuthority {
  /** From the folder of the file. */
  readonly module: string;
  readonly action: string;
  /** Sorted, the first of them; empty: on whatever there is. */
  readonly resources: readonly string[];
}

export interface ObservedModules {
  /** How many hold a guard. */
  readonly guarded: number;
  /** Those that the command never loaded, sorted: nothing is known of them. */
  readonly notLoaded: readonly string[];
}

export interface Observed {
  readonly schemaVersion: 1;
  readonly command: string;
  /** Of the command; null: a signal ended it. */
  readonly exitCode: number | null;
  readonly modules: ObservedModules;
  /** Sorted by place. */
  readonly sites: readonly ObservedSite[];
  /** Sorted by module and action. */
  readonly authority: readonly ObservedAuthority[];
}

export const observedText = (observed: Observed): string => `${JSON.stringify(observed, null, 2)}\n`;

/** Obligations in a file that `surety init --observe` wrote. `file` is how messages call it. Throws `ConfigError`. */
export function decodeObserved(text: string, file: string): ReadonlySet<string> {
  const wrong = (): never => {
    throw new ConfigError(`${file}: not as \`surety init --observe "npm test"\` writes it; run that again`);
  };
  const value = parse(text);
  if (typeof value !== "object" || value === null || !("schemaVersion" in value) || value.schemaVersion !== 1) return wrong();
  if (!("sites" in value) || !Array.isArray(value.sites)) return wrong();
  return new Set(
    value.sites.map((site: unknown) => {
      const id = typeof site === "object" && site !== null && "obligation" in site ? site.obligation : null;
      return typeof id === "string" ? id : wrong();
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
