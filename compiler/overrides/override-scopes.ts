/** Annotations of a program with hashes and obligations: what `overridesInForce` asks about. */
import type { ts } from "../typescript.js";
import type { OverrideTarget } from "../../core/annotation.js";
import type { HirModule, HirProgram } from "../../core/hir.js";
import type { Span } from "../../core/span.js";
import type { OverrideScope } from "../../policy/overrides/in-force.js";
import { obligationIds } from "../../verifier/obligation-id.js";
import { modulePathOf } from "../program/module-path.js";
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

export interface OverridesInput {
  readonly files: readonly ts.SourceFile[];
  readonly program: ts.Program;
  readonly projectRoot: string;
  readonly hir: HirProgram;
}

/** What most programs pay for overrides is one search of their text. */
export function programOverrides({ files, program, projectRoot, hir }: OverridesInput): ProgramOverrides {
  const mentioning = files.filter(({ text }) => mentionsOverrides(text));
  if (mentioning.length === 0) return { scopes: [], lost: [] };
  const source: DeclarationSource = { checker: program.getTypeChecker(), projectRoot };
  const modules = new Map(hir.modules.map((module) => [String(module.path), module]));
  const scopes: ProgramOverride[] = [];
  const lost: (LostOverride & { readonly file: ts.SourceFile })[] = [];
  for (const file of mentioning) {
    const path = modulePathOf(projectRoot, file.fileName);
    const sites = sitesOf(modules.get(path));
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
        obligations: sites
          .filter((site) => frees(target, site.kind) && site.span.start >= code.start && site.span.end <= code.end)
          .map(({ id, kind }) => ({ id, kind }))
          .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
        problems:
          hashed.kind === "hashed"
            ? problems
            : [...problems, `\`depends=${hashed.name}\` names no declaration that can be seen from here`],
      });
    }
  }
  return { scopes, lost };
}

function sitesOf(module: HirModule | undefined) {
  if (module === undefined) return [];
  const names = obligationIds(module);
  return module.functions.flatMap((fn) => {
    const ids = names.get(fn.id) ?? [];
    return fn.sites.flatMap(({ kind, span }, at) => {
      const id = ids[at];
      return id === undefined ? [] : [{ id, kind, span }];
    });
  });
}
