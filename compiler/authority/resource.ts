/** Which resource a call is about, by the argument that names it. Whatever may change the meaning of that argument makes it unknown. */
import { ts } from "../typescript.js";
import type { ResourceText } from "../../core/authority.js";
import { hostOfUrl, hostOfUrlPrefix } from "../../policy/capabilities/host-pattern.js";
import type { Need, ResourceForm } from "../../policy/catalogue/entry.js";
import { skipWrappers, staticPropertyName } from "../lower/syntax.js";
import { constantString } from "./constant-string.js";
import type { Denoter } from "./denote.js";
import { oneOf, partsOf, textsOf, tidy, type Parts } from "./text.js";

type Call = ts.CallExpression | ts.NewExpression;

export interface ResourceReader {
  /** Null: any. */
  readonly ofArgument: (call: Call, place: NonNullable<Need["resource"]>) => ResourceText | null;
  /** `readFile(p, { flag: "w" })` empties the file. */
  readonly opensForWriting: (call: Call) => boolean;
  /** `open(p, "r")`. */
  readonly opensForReading: (call: Call) => boolean;
}

export function createResourceReader(denoter: Denoter): ResourceReader {
  return {
    ofArgument: (call, { argument, form }) => {
      const given = call.arguments ?? [];
      // Behind a spread, arguments have no numbers.
      if (given.slice(0, argument + 1).some((one) => ts.isSpreadElement(one))) return null;
      const found = read({ form, first: given[argument], rest: given.slice(argument + 1), denoter });
      return found === null || found.every((part) => part.kind === "unknown") ? null : { parts: found };
    },
    opensForReading: ({ arguments: given }) => {
      const flags = given?.[1];
      const text = flags === undefined ? null : constantString(flags, denoter);
      return text === "r" || text === "rs";
    },
    opensForWriting: (call) =>
      (call.arguments ?? []).some((argument) => {
        const options = skipWrappers(argument);
        return ts.isObjectLiteralExpression(options) && options.properties.some((one) => isWritingFlag(one, denoter));
      }),
  };
}

function isWritingFlag(property: ts.ObjectLiteralElementLike, denoter: Denoter): boolean {
  const name = property.name === undefined ? null : staticPropertyName(property.name);
  if (name !== "flag" && name !== "flags") return false;
  const value = ts.isPropertyAssignment(property) ? constantString(property.initializer, denoter) : null;
  return value !== "r" && value !== "rs";
}

interface Given {
  readonly form: ResourceForm;
  readonly first: ts.Expression | undefined;
  readonly rest: readonly ts.Expression[];
  readonly denoter: Denoter;
}

function read(given: Given): Parts | null {
  const { form, first, rest, denoter } = given;
  if (first === undefined) return null;
  switch (form) {
    case "path":
      return changes(rest, ["flag", "flags", "fd", "fs"]) ? null : partsOf(first, denoter);
    case "name":
    case "specifier":
      return partsOf(first, denoter);
    case "script":
      // Text is code there, and the URL is what is loaded; options of Node load more.
      return changes(rest, ["eval", "execArgv", "env"]) ? null : partsOf(first, denoter);
    case "program": {
      const parts = partsOf(first, denoter);
      // A path is looked up from `cwd`, a name along the PATH of `env`; a shell makes a command line of it.
      return changes(rest, ["shell", "cwd", "env"]) ? null : parts;
    }
    case "shell":
      return changes(rest, ["shell", "cwd", "env"]) ? null : shellProgram(partsOf(first, denoter));
    case "event":
      return [{ kind: "text", text: "process:" }, ...partsOf(first, denoter)];
    case "url":
      return hostOf(partsOf(first, denoter));
    case "http":
    case "https":
      return requested(given, form);
    case "connect":
      return connected(given);
  }
}

/**
 * Whether an argument may be an options object with one of these keys, or one that nothing is known of. Functions, arrays, texts and numbers
 * are none.
 */
function changes(rest: readonly ts.Expression[], keys: readonly string[]): boolean {
  return rest.some((argument) => {
    const node = skipWrappers(argument);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isArrayLiteralExpression(node)) return false;
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || node.kind === ts.SyntaxKind.NullKeyword) return false;
    if (ts.isTemplateExpression(node) || (ts.isIdentifier(node) && node.text === "undefined")) return false;
    if (!ts.isObjectLiteralExpression(node)) return true;
    return node.properties.some((property) => {
      const name = property.name === undefined ? null : staticPropertyName(property.name);
      // `__proto__` and spreads bring keys along.
      return name === null || name === "__proto__" || keys.includes(name);
    });
  });
}

/** A command of plain words, the first of which is no assignment: any shell runs that program (as `COMMAND` of runtime/src/authority/programs.ts). */
function shellProgram(parts: Parts): Parts | null {
  const texts = textsOf(parts);
  if (texts === null) return null;
  const programs = texts.map((text) => /^ *([A-Za-z0-9_./-]+)(?: [A-Za-z0-9_./:=@,+ -]*)?$/.exec(text)?.[1]);
  const known = programs.filter((program) => program !== undefined);
  return known.length === programs.length && known.length > 0 ? tidy([oneOf(known)]) : null;
}

/** `host:port` of the URLs that begin so. */
function hostOf(parts: Parts): Parts | null {
  const [first] = parts;
  const whole = textsOf(parts);
  const [heads, find] = whole === null ? [textsOf(first === undefined ? [] : [first]), hostOfUrlPrefix] : [whole, hostOfUrl];
  if (heads === null) return null;
  const hosts = heads.map((head) => find(head));
  const known = hosts.filter((host) => host !== null);
  return known.length === hosts.length && known.length > 0 ? single(known) : null;
}

const single = (texts: readonly string[]): Parts => {
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? [{ kind: "text", text: only }] : [oneOf(texts)];
};

const ROUTES = [
  "host",
  "hostname",
  "port",
  "socketPath",
  "agent",
  "createConnection",
  "lookup",
  "protocol",
  "defaultPort",
  "path",
  "headers",
];
/** Of request options, those that neither choose the host nor how it is reached. */
const PLAIN_OPTIONS: ReadonlySet<string> = new Set([
  "host",
  "hostname",
  "port",
  "path",
  "method",
  "headers",
  "timeout",
  "auth",
  "protocol",
]);

function requested({ first, rest, denoter }: Given, form: "http" | "https"): Parts | null {
  if (first === undefined) return null;
  const options = skipWrappers(first);
  if (!ts.isObjectLiteralExpression(options)) {
    const routes = ROUTES.filter((key) => key !== "path" && key !== "headers");
    // Behind a URL stand options, or a function.
    return changes(
      rest.slice(0, 1).filter((one) => !isName(one)),
      routes,
    ) || rest.slice(0, 1).some(isName)
      ? null
      : hostOf(partsOf(first, denoter));
  }
  const values = plainOptions(options, PLAIN_OPTIONS, denoter);
  if (values === null) return null;
  const host = values.get("hostname") ?? values.get("host");
  const port = values.has("port") ? values.get("port") : form === "https" ? "443" : "80";
  return host === undefined || host === null || port === undefined || port === null
    ? null
    : [{ kind: "text", text: `${host}:${port}` }];
}

/** A variable may hold options. */
const isName = (argument: ts.Expression): boolean =>
  !ts.isFunctionLike(skipWrappers(argument)) && !ts.isObjectLiteralExpression(skipWrappers(argument));

const CONNECT_OPTIONS: ReadonlySet<string> = new Set(["host", "port", "servername", "timeout", "keepAlive", "noDelay"]);

/** `connect(443, "host")`, `connect({ port, host })`. Without a host it is this machine. */
function connected({ first, rest, denoter }: Given): Parts | null {
  if (first === undefined) return null;
  const options = skipWrappers(first);
  if (ts.isObjectLiteralExpression(options)) {
    const values = plainOptions(options, CONNECT_OPTIONS, denoter);
    const port = values?.get("port") ?? null;
    const host = values === null ? null : values.has("host") ? values.get("host") : "localhost";
    return port === null || host === null || host === undefined ? null : [{ kind: "text", text: `${host}:${port}` }];
  }
  const port = constantString(options, denoter);
  const [second] = rest;
  if (port === null || !/^\d+$/.test(port)) return null;
  if (second === undefined || ts.isFunctionLike(skipWrappers(second))) return [{ kind: "text", text: `localhost:${port}` }];
  const host = constantString(second, denoter);
  return host === null ? null : [{ kind: "text", text: `${host}:${port}` }];
}

/** Constant values by key (null: not constant); null when the object may have other keys than those allowed. */
function plainOptions(
  node: ts.ObjectLiteralExpression,
  allowed: ReadonlySet<string>,
  denoter: Denoter,
): ReadonlyMap<string, string | null> | null {
  const values = new Map<string, string | null>();
  for (const property of node.properties) {
    const name = property.name === undefined ? null : staticPropertyName(property.name);
    if (name === null || !allowed.has(name)) return null;
    values.set(name, ts.isPropertyAssignment(property) ? constantString(property.initializer, denoter) : null);
  }
  return values;
}
