/** What `surety init` would write for one program. Reads, verifies, writes nothing. */
import path from "node:path";
import { ConfigError } from "../../core/errors.js";
import { BASELINE_FILE, baselineOf, baselineText } from "../../policy/baseline/baseline.js";
import { compareBaseline } from "../../policy/baseline/compare.js";
import { effectivePolicy } from "../../policy/composition/effective.js";
import type { RawConfig } from "../../policy/config/config.js";
import { decodeConfig } from "../../policy/config/decode.js";
import { CONFIG_FILE, CONFIG_MODULE } from "../../policy/config/schema.js";
import {
  configText,
  generatedConfig,
  textsOf,
  type Inferred,
  type InferredAuthority,
} from "../../policy/init/generated-config.js";
import { OBSERVED_FILE, observedText, type Observed } from "../../policy/observe/observed.js";
import { readBaseline, unprovedCounts, type BaselinePlace } from "../policy/check-baseline.js";
import { loadPolicy } from "../policy/load-layers.js";
import { textOf, type FileSystem } from "../program/file-system.js";
import { slashedRelative } from "../program/module-path.js";
import type { Verification } from "../verify-program.js";
import { provedModules } from "./proved-modules.js";
import { withHeader } from "./annotate-header.js";

export interface PlannedFile {
  /** Absolute. */
  readonly file: string;
  /** Null: there is no such file. */
  readonly before: string | null;
  readonly after: string;
  /** `refused`: it stands there already with other contents, and nobody said `--force`. */
  readonly status: "write" | "same" | "refused";
}

export interface InitPlan {
  readonly projectRoot: string;
  readonly files: readonly PlannedFile[];
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[];
}

export interface InitChoice {
  readonly cwd: string;
  readonly files: FileSystem;
  readonly force: boolean;
  readonly annotate: boolean;
  /** Only the baseline, and only downwards. */
  readonly updateBaseline: boolean;
  /** Null: not known, and nothing is written of it. */
  readonly authority: InferredAuthority | null;
}

/** Throws ConfigError for a configuration or baseline that is malformed, and for `--update-baseline` without one. */
export function planInit({ report, loaded }: Verification, choice: InitChoice): InitPlan {
  const { projectRoot } = loaded;
  const sources = loaded.files.map((file) => file.fileName);
  const place: BaselinePlace = { cwd: choice.cwd, projectRoot, files: choice.files };
  const counts = unprovedCounts(report, sources, place);
  const file = path.join(projectRoot, BASELINE_FILE);
  const current = readBaseline(place);
  if (choice.updateBaseline) {
    if (current === null)
      throw new ConfigError(`there is no \`${slashedRelative(choice.cwd, file)}\` to lower: \`surety init\` writes one`);
    const isGone = (name: string): boolean => choice.files.status(path.join(projectRoot, name)).kind === "missing";
    const { lowered, rises } = compareBaseline(current, counts, isGone);
    const notes = rises.map(
      ({ file: name, kind, allowed, found }) =>
        `\`${name}\` has ${String(found)} \`${kind}\` unproved, and ${String(allowed)} are allowed: a baseline is never raised here (--force writes it anew)`,
    );
    return { projectRoot, files: [planned(file, baselineText(lowered), { ...choice, force: true })], notes };
  }
  const proved = provedModules(report, place);
  const inferred = { authority: choice.authority, proved };
  const headers = choice.annotate ? planHeaders(projectRoot, sources, { ...choice, proved }) : [];
  // A header says it where the code is.
  const config = planConfig(projectRoot, choice.annotate ? { ...inferred, proved: new Set() } : inferred, choice);
  const written = current === null || choice.force ? baselineText(baselineOf(counts)) : null;
  return {
    projectRoot,
    files: [...config.files, ...(written === null ? [] : [planned(file, written, choice)]), ...headers],
    notes: config.notes,
  };
}

function planConfig(
  projectRoot: string,
  inferred: Inferred,
  choice: InitChoice,
): { readonly files: readonly PlannedFile[]; readonly notes: readonly string[] } {
  const module = path.join(projectRoot, CONFIG_MODULE);
  const file = path.join(projectRoot, CONFIG_FILE);
  const text = textAt(file, choice.files);
  if (text === null && choice.files.status(module).kind === "file") {
    const wanted = generatedConfig({}, inferred);
    return {
      files: [],
      notes: [
        `\`${slashedRelative(choice.cwd, module)}\` is yours to edit; what was found is:\n${JSON.stringify(wanted, null, 2)}`,
      ],
    };
  }
  // What is not as it should be is told before anything is written over it.
  if (text !== null) decodeConfig(text, slashedRelative(choice.cwd, file));
  const existing = text === null ? null : (JSON.parse(text.replace(/^\uFEFF/u, "")) as RawConfig);
  return { files: [planned(file, configText(generatedConfig(existing, inferred), text), choice)], notes: [] };
}

function planHeaders(
  projectRoot: string,
  sources: readonly string[],
  { files, cwd, authority, proved }: InitChoice & Pick<Inferred, "proved">,
): readonly PlannedFile[] {
  const { layers } = loadPolicy({ projectRoot, sources, files, cwd });
  return sources.flatMap((file) => {
    const text = textAt(file, files);
    if (text === null) return [];
    const name = slashedRelative(projectRoot, file);
    const capabilities = authority === null ? null : textsOf(authority.modules.get(name) ?? []);
    const { levels } = effectivePolicy(layers, name);
    const after = withHeader(text, { levels: proved.has(name) ? { ...levels, memory: "proved" } : levels, capabilities });
    return after === text ? [] : [{ file, before: text, after, status: "write" as const }];
  });
}

/** A record, not a setting: what was observed last is what counts. */
export function planObserved(observed: Observed, projectRoot: string, files: FileSystem): PlannedFile {
  return planned(path.join(projectRoot, OBSERVED_FILE), observedText(observed), { files, force: true });
}

function planned(file: string, after: string, { files, force }: Pick<InitChoice, "files" | "force">): PlannedFile {
  const before = textAt(file, files);
  const status = before === after ? "same" : before === null || force ? "write" : "refused";
  return { file, before, after, status };
}

function textAt(file: string, files: FileSystem): string | null {
  if (files.status(file).kind === "missing") return null;
  const contents = files.read(file);
  if (contents.kind === "failed") throw new ConfigError(`\`${file}\` cannot be read (${contents.reason})`);
  return textOf(contents.bytes);
}
