/** The layers that configurations make for the modules of a program. */
import path from "node:path";
import { ConfigError } from "../../core/errors.js";
import { fromFolder } from "../../policy/capabilities/match.js";
import type { Capability } from "../../core/capability.js";
import { EVERYWHERE, placeText, type LayerKind, type LayerScope, type PolicyLayer } from "../../policy/composition/layer.js";
import { looseningsOf, looseningText } from "../../policy/composition/loosening.js";
import type { FileSystem } from "../program/file-system.js";
import { slashedRelative } from "../program/module-path.js";
import { extendedBy } from "./extended.js";
import { readConfigIn, type ConfigFile } from "./read-config.js";

export interface PolicyInputs {
  /** Absolute: paths of modules start from it. */
  readonly projectRoot: string;
  /** Absolute names of the program's sources. */
  readonly sources: readonly string[];
  readonly files: FileSystem;
  /** Absolute: messages name files from here. */
  readonly cwd: string;
}

export interface LoadedPolicy {
  /** The broadest first: organisations' policies, the project's, folders'. Without the built-in defaults. */
  readonly layers: readonly PolicyLayer[];
  /** The outermost configuration, whose `overrides` count; null when there is none. */
  readonly project: ConfigFile | null;
  /** All that were read, the outermost first, then sorted. */
  readonly configs: readonly ConfigFile[];
}

/**
 * Reads every configuration from the folders of the sources up to the repository's root (the nearest folder at or above the project root
 * that holds `.git`, else the project root). Throws `ConfigError` for what is wrong with one, and where one loosens what a broader one says.
 */
export function loadPolicy(inputs: PolicyInputs): LoadedPolicy {
  const { projectRoot, files, cwd } = inputs;
  const shown = (file: string): string => shownName(cwd, file);
  const configs = foldersOf(inputs).flatMap((folder) => readConfigIn(folder, files, shown) ?? []);
  const [project = null] = configs;
  const layers = configs.flatMap((found) => {
    const folder = path.dirname(found.file);
    const place = { base: folder, projectRoot, shown };
    const organisations = extendedBy(found, files, shown).flatMap((one) => layersOf(one, "organisation", place));
    return [...organisations, ...layersOf(found, found === project ? "project" : "folder", place)];
  });
  requireTightening(layers);
  return { layers, project, configs };
}

interface LayersPlace {
  /** Absolute: where the patterns start from. For an extended policy, the folder of the file that extends it. */
  readonly base: string;
  readonly projectRoot: string;
  readonly shown: (file: string) => string;
}

function layersOf(
  { file, config }: ConfigFile,
  kind: LayerKind,
  { base, projectRoot, shown }: LayersPlace,
): readonly PolicyLayer[] {
  const from = slashedRelative(projectRoot, base);
  const isAbove = from === ".." || from.startsWith("../");
  const scope: LayerScope = {
    ...EVERYWHERE,
    inside: isAbove || from === "." ? "" : from,
    prefix: isAbove ? slashedRelative(base, projectRoot) : "",
  };
  const rebased = (grants: readonly Capability[]): readonly Capability[] => grants.map((grant) => fromFolder(grant, from));
  const name = shown(file);
  const whole: PolicyLayer = {
    kind,
    place: { kind: "configuration", file: name, key: "" },
    scope,
    safety: config.safety,
    grants: config.grants === null ? null : rebased(config.grants),
    packages: config.packages?.map((entry) => ({ ...entry, capabilities: rebased(entry.capabilities) })) ?? null,
  };
  const parts = config.folders.map(({ pattern, safety, grants }): PolicyLayer => ({
    kind: kind === "organisation" ? kind : "folder",
    place: { kind: "configuration", file: name, key: `/folders/${pattern.replaceAll("~", "~0").replaceAll("/", "~1")}` },
    scope: { ...scope, pattern },
    safety,
    grants: grants === null ? null : rebased(grants),
    packages: null,
  }));
  return [whole, ...parts.sort(BREADTH)];
}

/** A stable sort: patterns with fewer literal segments first. Where patterns cross, the order decides nothing. */
function BREADTH(left: PolicyLayer, right: PolicyLayer): number {
  return literalsOf(left.scope.pattern) - literalsOf(right.scope.pattern);
}

const literalsOf = (pattern: string): number => pattern.split("/").filter((segment) => !segment.includes("*")).length;

function requireTightening(layers: readonly PolicyLayer[]): void {
  const [first] = looseningsOf(layers);
  if (first !== undefined)
    throw new ConfigError(
      `${placeText(first.narrower.place, first.kind === "level" ? "/safety" : "/grants")}: ${looseningText(first)}`,
    );
}

/** Folders that may hold a configuration, the outermost first, then sorted. */
function foldersOf({ projectRoot, sources, files }: PolicyInputs): readonly string[] {
  const top = repositoryRoot(projectRoot, files);
  const folders = new Set<string>();
  for (const start of [projectRoot, ...sources.map((file) => path.dirname(file))]) {
    for (let at = start; !folders.has(at); at = path.dirname(at)) {
      // Sources outside of the repository are ruled by what rules the project.
      if (!isBelow(top, at)) break;
      folders.add(at);
      if (at === top) break;
    }
  }
  return [...folders].sort((a, b) => a.split(path.sep).length - b.split(path.sep).length || (a < b ? -1 : 1));
}

/** The nearest folder at or above `projectRoot` (absolute) that holds `.git`, else `projectRoot` itself. */
export function repositoryRoot(projectRoot: string, files: FileSystem): string {
  for (let at = projectRoot; ; at = path.dirname(at)) {
    if (files.status(path.join(at, ".git")).kind !== "missing") return at;
    if (at === path.dirname(at)) return projectRoot;
  }
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === "" || (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** From `cwd` while that is short; a file far above is named whole. */
function shownName(cwd: string, file: string): string {
  const relative = slashedRelative(cwd, file);
  return relative.startsWith("../../..") ? file : relative;
}
