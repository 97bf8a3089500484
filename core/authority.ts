/**
 * Authority as data: where a module takes hold of something privileged, what it does with it, and who calls whom. The front end
 * (compiler/authority/) makes it from syntax and its own scopes; the analysis (analyzers/authority/) needs nothing else.
 *
 * Authority is a value. A module gets hold of it in two ways only: it names a *root* (a free name such as `fetch`, or a binding of an import
 * of a privileged module), or another module hands it on. Charged is the module that names the root (grants are lexical). What could be had
 * without naming a root, from objects everybody has (`constructor.constructor`), is closed at run time by `@surety/runtime/harden`.
 */
import type { Capability, CapabilityAction } from "./capability.js";
import type { Span } from "./span.js";

/** A piece of a text that is worked out at run time. */
export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  /** Any one of these. Not empty, sorted. */
  | { readonly kind: "oneOf"; readonly texts: readonly string[] }
  /** A string that is not empty, without separators (`/`, `\`, `:`, NUL), dots and spaces, whatever runs. `why`: the test that shows it. */
  | { readonly kind: "segment"; readonly why: string }
  /** The folder of the module (`__dirname`, `import.meta.dirname`). */
  | { readonly kind: "moduleFolder" }
  | { readonly kind: "unknown" };

/**
 * What an operation is applied to, as far as the source says: the parts one after the other, as text that policy/capabilities/match.ts
 * reads. `path.join` and `path.resolve` have become `/` between parts, a URL to connect to has become `host:port`.
 */
export interface ResourceText {
  readonly parts: readonly TextPart[];
}

/** How a reference to something privileged is used. */
export type AuthorityUse =
  /** Called or constructed on the spot. `resource` is null when the action has none or the argument is missing. */
  | { readonly kind: "call"; readonly resource: ResourceText | null }
  /** Read, destructured, passed on, stored, exported: from here on anybody may use it, on any resource. */
  | { readonly kind: "value" }
  /** A member of it under a name that is not known: any of its members. */
  | { readonly kind: "computed" };

/** One reference to a root or to a member of one, as long a path of constant names as there is: `fs.promises.readFile`. */
export interface AuthorityReference {
  /** `fetch`, `node:fs`, and the names that follow: `["promises", "readFile"]`. */
  readonly root: { readonly kind: "global" | "module"; readonly name: string };
  readonly path: readonly string[];
  /**
   * How many names of `path` the text at `rootSpan` stands for already: 0 for `fs` of `import * as fs`, of `import fs` and of
   * `const fs = require("fs")`, 1 for a named import, 2 for `readFile` of `const { readFile } = require("fs").promises`. The front end of the
   * run-time guard: it has to know what it is given.
   */
  readonly bound: number;
  readonly use: AuthorityUse;
  /** What the catalogue says it takes, one entry an action. */
  readonly needs: readonly CapabilityAction[];
  /**
   * Of the whole expression (the call, where it is one), and of the root in it, which emitters wrap: an identifier, `require("fs")` or
   * `import("fs")` as a whole, or the specifier of an export that hands on (`readFile` in `export { readFile } from "fs"`; the `*` of
   * `export * from "fs"` as the whole declaration).
   */
  readonly span: Span;
  readonly rootSpan: Span;
  /** Source text, white space collapsed, at most 200 characters. */
  readonly text: string;
  /** Tokens joined by one space: part of the obligation's name. */
  readonly tokens: string;
  /** Symbol path of the function that it stands in. */
  readonly function: string;
}

/** What an obligation of kind `capability` asks: that the grant of the module covers this use. */
export interface CapabilityDemand {
  readonly capability: Capability;
  readonly reference: AuthorityReference;
}
