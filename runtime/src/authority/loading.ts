/** Modules by names worked out at run time: `import(x)`, `require(x)`, `process.getBuiltinModule(x)`. Built-in ones come attenuated. */
import { apply } from "../primordials";
import { builtin, genuineHref, RawURL, urlHref } from "./host";
import type { Callable, Members } from "./host";
import { canonical, toPath } from "./paths";
import type { Subject } from "./subject";
import { ends, fits, starts } from "./text";
import { sliceText } from "../primordials";

const nodeModule = builtin("module") as { isBuiltin?: (name: string) => boolean; builtinModules?: readonly string[] } | undefined;
const isBuiltinModule = nodeModule?.isBuiltin;

/** Name without `node:`, or null. */
export function builtinName(specifier: string): string | null {
  if (isBuiltinModule === undefined || !isBuiltinModule(specifier)) return null;
  return starts(specifier, "node:") ? sliceText(specifier, 5) : specifier;
}

const isPath = (specifier: string): boolean => fits(/^(?:\/|\.\.?(?:\/|$)|[A-Za-z]:[\\/]|file:)/, specifier);

/** Asks for the module that `specifier` names, `file` when it is known to be that. */
export function checkModule(subject: Subject, specifier: string, file: string | null): void {
  const target = file ?? specifier;
  if (ends(target, ".node")) {
    if (!subject.allows("code.native", specifier)) subject.check("code.native", file ?? specifier);
    return;
  }
  if (!isPath(specifier) && subject.allows("code.dynamic-import", specifier)) return;
  if (file !== null && subject.allows("code.dynamic-import", file)) return;
  subject.deny("code.dynamic-import", isPath(specifier) ? target : specifier);
}

/** `import(x)` of a module that lies at `from`, as text that is imported then. */
export function importTarget(subject: Subject, specifier: string, from: string | null): string {
  if (starts(specifier, "data:")) {
    subject.check("code.eval", null);
    return specifier;
  }
  if (fits(/^[A-Za-z][A-Za-z0-9+.-]+:/, specifier) && !starts(specifier, "file:")) {
    checkModule(subject, specifier, null);
    return specifier;
  }
  if (!isPath(specifier)) {
    checkModule(subject, specifier, null);
    return specifier;
  }
  if (from === null) {
    subject.check("code.dynamic-import", null);
    return specifier;
  }
  const base = starts(from, "file:") ? from : fileUrl(from);
  const url = urlHref(new RawURL(specifier, base));
  const query = /[?#].*$/.exec(url)?.[0] ?? "";
  const file = canonical(toPath(query === "" ? url : sliceText(url, 0, url.length - query.length)));
  checkModule(subject, specifier, file);
  // What was checked is what is imported; links are resolved, as Node's own loader would.
  return starts(base, "file:") ? fileUrl(file) + query : file;
}

const toUrl = (builtin("url") as { pathToFileURL?: (path: string) => object } | undefined)?.pathToFileURL;
const fileUrl = (file: string): string => (toUrl === undefined ? file : (genuineHref(toUrl(file)) ?? file));

/** Null when there is no such file: what was asked for is checked then as it stands, and `require` says what is missing. */
function resolved(raw: Callable, specifier: string): string | null {
  const { resolve } = raw as unknown as { resolve?: Callable };
  if (resolve === undefined) return null;
  try {
    return String(apply(resolve, raw, [specifier]));
  } catch (problem) {
    if (typeof (problem as { code?: unknown } | null)?.code === "string") return null;
    throw problem;
  }
}

/** `require(x)` by the function `raw`. `attenuated` gives the view of a built-in module. */
export function requireModule(
  subject: Subject,
  raw: Callable,
  {
    specifier,
    self,
    attenuated,
  }: { readonly specifier: string; readonly self: unknown; readonly attenuated: (name: string, value: unknown) => unknown },
): unknown {
  const name = builtinName(specifier);
  if (name !== null) return attenuated(name, apply(raw, self, [specifier]));
  const file = resolved(raw, specifier);
  // Not even whether a file exists is told to whom it is not granted.
  checkModule(subject, specifier, file === null ? null : canonical(file));
  return apply(raw, self, [isPath(specifier) && file !== null ? file : specifier]);
}

export type BuiltinMembers = Members;
