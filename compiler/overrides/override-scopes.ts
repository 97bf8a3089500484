/** Annotations of a program with hashes and obligations: what `overridesInForce` asks about. */
import type { ts } from "../typescript.js";
import type { OverrideTarget } from "../../core/annotation.js";
import type { HirModule, HirProgram } from "../../core/hir.js";
import { modulePath, type ObligationId } from "../../core/ids.js";
import type { Span } from "../../core/span.js";
import type { OverrideScope } from "../../policy/overrides/in-force.js";
import { dischargeDemands } from "../../analyzers/authority/discharge.js";
import { obligationIds } from "../../verifier/obligation-id.js";
import { demandIds } from "../../verifier/plan-capabilities.js";
import { modulePathOf } from "../program/module-path.js";
import type { AskedAuthorities, AskedAuthority } from "../security/plan-authority.js";
import { findOverrides, frees, mentionsOverrides, targetText, type LostOverride } from "./find-overrides.js";
import type { DeclarationSource } from "./scope-declarations.js";
import { scopeHash, scopeKindOf } from "./scope-hash.js";
import { symbolPathOf } from "./symbol-path.js";

export interface ProgramOverride extends OverrideScope {
  readonly file: ts.SourceFile;
  /** Of the annotation. */
  readonly span: Span;
  /** Of the code. */
  readonly code: Span;
  readonly wants: OverrideTarget;
}

export interface ProgramOverrides {
  readonly scopes: readonly ProgramOverride[];
  readonly lost: readonly (LostOverride & { readonly file: ts.SourceFile })[];
}

/** Where obligations come from. */
export interface ObligationsAsked {
  /** Null: accesses are not known, so none is freed. */
  readonly hir: HirProgram | null;
  /** Capabilities. */
  readonly asked: AskedAuthorities;
}

export interface OverridesInput extends ObligationsAsked {
  readonly files: readonly ts.SourceFile[];
  readonly program: ts.Program;
  readonly projectRoot: string;
}

/** What most programs pay for overrides is one search of their text. */
export function programOverrides({ files, program, projectRoot, hir, asked }: OverridesInput): ProgramOverrides {
  const mentioning = files.filter(({ text }) => mentionsOverrides(text));
  if (mentioning.length === 0) return { scopes: [], lost: [] };
  const source: DeclarationSource = { checker: program.getTypeChecker(), projectRoot };
  const modules = new Map((hir?.modules ?? []).map((module) => [String(module.path), module]));
  const scopes: ProgramOverride[] = [];
  const lost: (LostOverride & { readonly file: ts.SourceFile })[] = [];
  for (const file of mentioning) {
    const path = modulePathOf(projectRoot, file.fileName);
    const obligations = [...sitesOf(modules.get(path)), ...demandsIn(asked.get(modulePath(path)))];
    const found = findOverrides(file);
    lost.push(...found.lost.map((one) => ({ ...one, file })));
    for (const { annotation, scope, problems } of found.overrides) {
      const hashed = scopeHash(scope, annotation.depends, source);
      const code = { start: scope.getStart(file), end: scope.end };
      const { target, justification, ticket, expires, depends, span } = annotation;
      scopes.push({
        file,
        span,
        code,
        wants: target,
        module: path,
        symbol: symbolPathOf(scope),
        scope: scopeKindOf(scope),
        scopeHash: hashed.kind === "hashed" ? hashed.hash : null,
        target: targetText(target),
        justification,
        ticket,
        expires,
        depends,
        obligations: obligations
          .filter((one) => one.isFreedBy(target) && one.span.start >= code.start && one.span.end <= code.end)
          .map(({ id, kind }) => ({ id, kind }))
          .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
        problems: [
          ...problems,
          ...(hashed.kind === "hashed" ? [] : [`\`depends=${hashed.name}\` names no declaration that can be seen from here`]),
          ...unsupported(target),
        ],
      });
    }
  }
  return { scopes, lost };
}

/** Levels are understood, and not freed: an override of one must not look as if it were in force. */
function unsupported(target: OverrideTarget): readonly string[] {
  return target.kind === "obligation" && target.name.startsWith("safety.")
    ? [`\`${target.name}\` cannot be overridden in this version: the level holds; override \`bounds\` or a capability instead`]
    : [];
}

interface Freeable {
  readonly id: ObligationId;
  readonly kind: string;
  readonly span: Span;
  readonly isFreedBy: (target: OverrideTarget) => boolean;
}

function sitesOf(module: HirModule | undefined): readonly Freeable[] {
  if (module === undefined) return [];
  const names = obligationIds(module);
  return module.functions.flatMap((fn) => {
    const ids = names.get(fn.id) ?? [];
    return fn.sites.flatMap(({ kind, span }, at): readonly Freeable[] => {
      const id = ids[at];
      return id === undefined ? [] : [{ id, kind, span, isFreedBy: (target) => frees(target, kind) }];
    });
  });
}

/**
 * A capability is freed by an override that, were it a grant, would be shown to cover the use: so `capability(fs.read("./data/**"))` frees no
 * read of a path that is not known.
 */
function demandsIn(asked: AskedAuthority | undefined): readonly Freeable[] {
  if (asked === undefined) return [];
  const names = demandIds(asked.module.path, asked.demands);
  return asked.demands.flatMap((demand, at): readonly Freeable[] => {
    const id = names[at];
    if (id === undefined) return [];
    const isFreedBy = (target: OverrideTarget): boolean => {
      if (target.kind !== "capability") return false;
      const [verdict] = dischargeDemands([demand], [target]);
      return verdict?.kind === "proved";
    };
    return [{ id, kind: "capability", span: demand.reference.span, isFreedBy }];
  });
}
