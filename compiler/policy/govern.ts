/** What policy says of each module of a program: who covers it, the levels it is held to and what it is granted. */
import type { ts } from "../typescript.js";
import type { SafetyStatement } from "../../core/annotation.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { ModulePath } from "../../core/ids.js";
import type { Diagnostic } from "../../core/report.js";
import type { Span } from "../../core/span.js";
import { coverageOf, type Coverage } from "../../policy/composition/coverage.js";
import {
  effectivePolicy,
  SAFETY_KEYS,
  strictness,
  type EffectivePolicy,
  type GrantSet,
} from "../../policy/composition/effective.js";
import { EVERYWHERE, type PolicyLayer } from "../../policy/composition/layer.js";
import { looseningsAgainst, looseningText } from "../../policy/composition/loosening.js";
import { createLineMap } from "../../verifier/line-map.js";
import type { FileSystem } from "../program/file-system.js";
import { modulePathOf, slashedRelative } from "../program/module-path.js";
import { moduleStatementsOf, type DeclaredLevels, type ModuleStatements } from "./declared-levels.js";
import { loadPolicy, type LoadedPolicy } from "./load-layers.js";

export interface GoverningInputs {
  /** Absolute, both. */
  readonly cwd: string;
  readonly projectRoot: string;
  readonly sources: readonly ts.SourceFile[];
  readonly files: FileSystem;
  /** Of `--safety`; null: not given. */
  readonly commandLine: SafetyStatement | null;
}

export interface GovernedModule {
  readonly path: ModulePath;
  readonly coverage: Coverage;
  /** The module's; functions and classes may be held to more. */
  readonly policy: EffectivePolicy;
  /** All that say something of it, the broadest first, without the built-in defaults. */
  readonly layers: readonly PolicyLayer[];
  /** A use is granted when every one of these sets covers it: those of configurations, which may be none, and what the header declares. */
  readonly grants: readonly GrantSet[];
  /** Parts that must hold no residual guard: all of the module, or functions and classes. */
  readonly provedParts: readonly Span[];
}

export interface GovernedProgram {
  readonly modules: ReadonlyMap<ModulePath, GovernedModule>;
  /** Uncovered modules, malformed annotations, annotations that loosen. */
  readonly diagnostics: readonly Diagnostic[];
  readonly policy: LoadedPolicy;
}

/** Throws ConfigError for what is wrong with a configuration. */
export function governProgram(inputs: GoverningInputs): GovernedProgram {
  const { cwd, projectRoot, sources, files, commandLine } = inputs;
  const policy = loadPolicy({ projectRoot, sources: sources.map((file) => file.fileName), files, cwd });
  const layers = commandLine === null ? policy.layers : [...policy.layers, commandLineLayer(commandLine)];
  const frame: Frame = { cwd, projectRoot, commandLine, layers, text: JSON.stringify([cwd, projectRoot, commandLine, layers]) };
  const modules = new Map<ModulePath, GovernedModule>();
  const diagnostics: Diagnostic[] = [];
  for (const file of sources) {
    const found = governedFile(file, frame);
    modules.set(found.module.path, found.module);
    diagnostics.push(...found.diagnostics);
  }
  return { modules, diagnostics, policy };
}

/** All that has a say in a module besides its text. */
interface Frame {
  readonly cwd: string;
  readonly projectRoot: string;
  readonly commandLine: SafetyStatement | null;
  readonly layers: readonly PolicyLayer[];
  /** The same as data. */
  readonly text: string;
}

interface GovernedFile {
  readonly frame: string;
  readonly module: GovernedModule;
  readonly diagnostics: readonly Diagnostic[];
}

/** By the parsed file, which never changes: an edit parses anew what it edits, and policy is read anew each time. */
const known = new WeakMap<ts.SourceFile, GovernedFile>();

function governedFile(file: ts.SourceFile, frame: Frame): GovernedFile {
  const before = known.get(file);
  if (before?.frame === frame.text) return before;
  const found = { frame: frame.text, ...governFile(file, frame) };
  known.set(file, found);
  return found;
}

function governFile(
  file: ts.SourceFile,
  { cwd, projectRoot, commandLine, layers }: Frame,
): Pick<GovernedFile, "module" | "diagnostics"> {
  const path = modulePathOf(projectRoot, file.fileName);
  const statements = moduleStatementsOf(file);
  const place: Place = { file: slashedRelative(cwd, file.fileName), lineOf: lazily(() => createLineMap(file.text)) };
  const header = headerLayer(path, statements, place);
  const own = statements.header?.safety ?? null;
  const coverage = coverageOf(path, layers, {
    header: own === null ? null : { levels: own.levels, line: place.lineOf()(own.span.start).line },
    commandLine,
  });
  const configured = effectivePolicy(layers, path);
  const effective = header === null ? configured : effectivePolicy([...layers, header], path);
  const module: GovernedModule = {
    path,
    coverage,
    policy: effective,
    layers: header === null ? layers : [...layers, header],
    // A header declares; it grants nothing that no configuration grants.
    grants: [...configured.grants, ...declaredBy(header)],
    provedParts:
      effective.levels.memory === "proved"
        ? [{ start: 0, end: file.text.length }]
        : statements.declared.filter(({ safety }) => safety?.levels.memory === "proved").map(({ span }) => span),
  };
  const diagnostics: Diagnostic[] = [];
  const report = (
    row: { readonly code: string; readonly severity: Diagnostic["severity"] },
    span: Span,
    message: string,
  ): void => {
    const { line, column } = place.lineOf()(span.start);
    diagnostics.push({ code: row.code, severity: row.severity, message, file: place.file, line, column, obligation: null });
  };
  if (coverage.kind === "uncovered") report(DIAGNOSTICS.uncovered, { start: 0, end: 0 }, UNCOVERED);
  for (const { span, message } of statements.problems) report(DIAGNOSTICS.malformedAnnotation, span, message);
  if (header !== null)
    for (const found of looseningsAgainst(layers, header))
      report(DIAGNOSTICS.weakerAnnotation, statements.header?.span ?? { start: 0, end: 0 }, looseningText(found));
  for (const one of statements.declared)
    for (const message of weakerThanModule(one, effective)) report(DIAGNOSTICS.weakerAnnotation, spanOf(one), message);
  return { module, diagnostics };
}

const UNCOVERED =
  "no safety is stated for this module: head it with `/** @safety memory=checked */`, or cover its folder by `safety` in surety.config.json (`surety init` writes both)";

interface Place {
  readonly file: string;
  readonly lineOf: () => ReturnType<typeof createLineMap>;
}

function lazily<T>(make: () => T): () => T {
  const made: { value: T | null } = { value: null };
  return () => (made.value ??= make());
}

const commandLineLayer = (safety: SafetyStatement): PolicyLayer => ({
  kind: "cli",
  place: { kind: "commandLine" },
  scope: EVERYWHERE,
  safety,
  grants: null,
  packages: null,
});

function headerLayer(path: ModulePath, { header }: ModuleStatements, { file, lineOf }: Place): PolicyLayer | null {
  if (header === null) return null;
  const at = header.safety ?? header.capability;
  return {
    kind: "module",
    place: { kind: "header", file, line: lineOf()(at?.span.start ?? header.span.start).line },
    scope: { inside: "", prefix: "", pattern: path },
    safety: header.safety?.levels ?? null,
    grants: header.capability?.capabilities.map(({ capability }) => capability) ?? null,
    packages: null,
  };
}

/** What a header declares, as a set that must cover each use. */
function declaredBy(header: PolicyLayer | null): readonly GrantSet[] {
  const capabilities = header?.grants ?? null;
  return header === null || capabilities === null ? [] : [{ capabilities, layer: header }];
}

const spanOf = ({ safety, capability, span }: DeclaredLevels): Span => safety?.span ?? capability?.span ?? span;

function weakerThanModule({ name, safety }: DeclaredLevels, { levels }: EffectivePolicy): readonly string[] {
  if (safety === null) return [];
  return SAFETY_KEYS.flatMap((key) => {
    const stated = safety.levels[key];
    if (stated === null || strictness(key, stated) <= strictness(key, levels[key])) return [];
    return [
      `\`${key}=${stated}\` of \`${name}\` is looser than \`${key}=${levels[key]}\` of its module: state that or nothing, or request an override`,
    ];
  });
}
