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
  /** Called or constructed on the spot. */
  | { readonly kind: "call" }
  /** Read, destructured, passed on, stored, exported: from here on anybody may use it, on any resource. */
  | { readonly kind: "value" }
  /** The name of a JSX element, where no call of a guard can stand. */
  | { readonly kind: "element" }
  /** A member of it under a name that is not known: any of its members. */
  | { readonly kind: "computed" }
  /** Assigned to or deleted: from here on others find something else there. */
  | { readonly kind: "write" };

/** An action that a reference takes. `resource` is null where the source does not limit what it is applied to. */
export interface AuthorityNeed {
  readonly action: CapabilityAction;
  readonly resource: ResourceText | null;
}

/** One reference to a root or to a member of one, as long a path of constant names as there is: `fs.promises.readFile`. */
export interface AuthorityReference {
  /**
   * A global (`fetch`), or a built-in module without `node:` (`fs`); the names that follow are in `path`: `["promises", "readFile"]`. What is
   * no name but reaches privileged API all the same is of kind `syntax`: `import` (of a module that is not known), `this` (the global object
   * in sloppy functions), `load` (of an addon, or by a URL), `import.meta`, `constructor` (of functions: `Function`), `caller`, `with`, `code` (text where a function is expected),
   * `file` (one that cannot be read), `comment of HTML` (a line that is code to TypeScript alone). Of these only `import`, `this` and `import.meta` can be wrapped.
   */
  readonly root: { readonly kind: "global" | "module" | "syntax"; readonly name: string };
  readonly path: readonly string[];
  /**
   * How many names of `path` the text at `rootSpan` stands for already: 0 for `fs` of `import * as fs`, of `import fs` and of
   * `const fs = require("fs")`, 1 for a named import, 2 for `readFile` of `const { readFile } = require("fs").promises`. The front end of the
   * run-time guard: it has to know what it is given.
   */
  readonly bound: number;
  readonly use: AuthorityUse;
  /** What the catalogue says it takes. An action stands twice where it is applied to two resources. */
  readonly needs: readonly AuthorityNeed[];
  /**
   * Of the whole expression (the call, where it is one), and of the root in it, which emitters wrap: an identifier, `require("fs")` or
   * `import("fs")` as a whole, or the specifier of an export that hands on (`readFile` in `export { readFile } from "fs"`; the `*` of
   * `export * from "fs"` as the whole declaration).
   */
  readonly span: Span;
  readonly rootSpan: Span;
  /** One-based, of `span.start`. */
  readonly line: number;
  /** Source text, white space collapsed, at most 200 characters. */
  readonly text: string;
  /** Tokens joined by one space: part of the obligation's name. */
  readonly tokens: string;
  /** Symbol path of the function that it stands in. */
  readonly function: string;
}

/** What an obligation of kind `capability` asks: that the grant of the module covers this use. */
export interface CapabilityDemand {
  /** The pattern is null where what the source says of the resource is no one pattern. */
  readonly capability: Capability;
  readonly resource: ResourceText | null;
  readonly reference: AuthorityReference;
}

/** Something that code mentions. To mention is counted as to call: who passes a function on answers for what it does. */
export type AuthorityMention =
  | { readonly kind: "node"; readonly name: string; readonly line: number }
  /** What another module exports; `name` null: any or all of it. */
  | { readonly kind: "import"; readonly specifier: string; readonly name: string | null; readonly line: number };

/** A function, a class, a variable of the module with what its initialiser holds, an export, or (`""`) the body of the module. */
export interface AuthorityNode {
  readonly name: string;
  readonly line: number;
  /** Indices into `ModuleAuthority.references`. */
  readonly references: readonly number[];
  readonly mentions: readonly AuthorityMention[];
}

/** One export: `target` is what it names. The name `*` stands for all the names of the target. */
export interface AuthorityExport {
  readonly name: string;
  readonly target: AuthorityMention;
}

export interface AuthorityImport {
  readonly specifier: string;
  /** By which of Node's two rules it is resolved. */
  readonly by: "import" | "require";
  readonly line: number;
}

/** All that is known of one module. */
export interface ModuleAuthority {
  readonly module: string;
  /** In source order. */
  readonly references: readonly AuthorityReference[];
  /** Sorted by name. */
  readonly nodes: readonly AuthorityNode[];
  readonly exports: readonly AuthorityExport[];
  /** Every module that it loads, by constant specifiers; no built-in ones. In source order. */
  readonly imports: readonly AuthorityImport[];
}

export interface ProgramAuthority {
  /** Sorted by path. */
  readonly modules: readonly ModuleAuthority[];
}

/** A package as it is installed, and what it names itself; what it reaches through others is for the inference to say. */
export interface PackageAuthority {
  readonly name: string;
  /** `0.0.0` where package.json has none. */
  readonly version: string;
  /** Paths from the project root, sorted: of its files, those that are reached. */
  readonly modules: readonly string[];
}

/** A program with everything that it loads, as far as constant specifiers say. */
export interface InstalledAuthority {
  /** Of the program and of all packages, sorted by path. */
  readonly modules: readonly ModuleAuthority[];
  /** Sorted by name, then version. */
  readonly packages: readonly PackageAuthority[];
  /** By module and specifier (`resolutionKey`): the modules one of which is loaded; which one, conditions of the host decide. */
  readonly resolutions: ReadonlyMap<string, readonly string[]>;
  /** Specifiers that lead nowhere, with the module that names them: optional dependencies, mostly. */
  readonly missing: readonly { readonly module: string; readonly specifier: string }[];
}

export const resolutionKey = (module: string, specifier: string): string => `${module}\0${specifier}`;
