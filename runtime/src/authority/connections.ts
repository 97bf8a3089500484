/**
 * Connecting and listening. Options are read once, into a copy that has no prototype: what was checked is what is used. What a module connects
 * or accepts carries its grant on (`belongTo`), for the methods of sockets, servers and agents connect and listen as well (`taming.ts`).
 */
import { apply, construct, hasOwn, text } from "../primordials";
import { RawURL, builtin, genuineHref, snapshot, url, urlHostname, urlHref, urlPort, urlProtocol } from "./host";
import type { Callable, Members } from "./host";
import type { Subject } from "./subject";
import { fits, starts } from "./text";
import { perform } from "./use";
import type { Handler } from "./use";

const { get: lookUp, set: keep } = WeakMap.prototype;
const owners = new WeakMap<object, Subject>();

/** From now on `object` connects and listens by the grant of `subject`. */
export function belongTo<T>(object: T, subject: Subject): T {
  if (typeof object === "object" && object !== null) apply(keep, owners, [object, subject]);
  return object;
}

export const ownerOf = (object: unknown): Subject | undefined =>
  typeof object === "object" && object !== null ? (apply(lookUp, owners, [object]) as Subject | undefined) : undefined;

const PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443" };

/** `080` and `0x50` are the port 80 to Node. */
const numberText = (port: string | number): string => text(Number(port));
const bracketed = (host: string): string => (fits(/:/, host) && !starts(host, "[") ? `[${host}]` : host);

/** `host:port`, checked. A path of a local socket, and a look-up of the caller's own, may lead anywhere. */
export function checkTarget(
  subject: Subject,
  options: Members,
  defaults: { readonly port: unknown },
  action = "net.connect",
): void {
  const { path: socket, lookup } = options;
  if (typeof socket === "string" && socket !== "") {
    subject.check(action, `unix:${socket}`);
    return;
  }
  if (typeof lookup === "function") subject.check(action, null);
  const host = options["hostname"] ?? options["host"] ?? "localhost";
  const port = options["port"] ?? defaults.port;
  const shownHost = typeof host === "string" ? bracketed(host) : null;
  const shownPort = typeof port === "string" || typeof port === "number" ? numberText(port) : null;
  subject.check(action, shownHost === null || shownPort === null ? null : `${shownHost}:${shownPort}`);
}

/** The arguments of `net.connect`: options, a port and a host, or the path of a socket. Values become texts and numbers here, once. */
export function connectOptions(args: readonly unknown[]): { readonly options: Members; readonly rest: readonly unknown[] } {
  const [first, second] = args;
  const options = Object.create(null) as Members;
  let from = 1;
  if (typeof first === "object" && first !== null) {
    const copy = snapshot(first);
    const more = args[1];
    if (typeof more === "object" && more !== null) {
      const over = snapshot(more);
      for (const key in over) copy[key] = over[key];
      from = 2;
    }
    if (copy["port"] !== undefined) copy["port"] = portOf(copy["port"]);
    return { options: copy, rest: tail(args, from) };
  }
  if (typeof first === "string" && !fits(/^\s*(?:\d+|0x[0-9a-f]+)\s*$/i, first)) options["path"] = first;
  else {
    options["port"] = portOf(first);
    if (typeof second === "string") {
      options["host"] = second;
      from = 2;
    }
  }
  const more = args[from];
  if (typeof more === "object" && more !== null) {
    const over = snapshot(more);
    for (const key in over) options[key] = over[key];
    from++;
  }
  return { options, rest: tail(args, from) };
}

const portOf = (value: unknown): unknown => (typeof value === "number" || typeof value === "string" ? value : Number(value));

function tail(args: readonly unknown[], from: number): unknown[] {
  const rest: unknown[] = [];
  for (let i = from; i < args.length; i++) rest[rest.length] = args[i];
  return rest;
}

const isSocket = (value: unknown): boolean => typeof value === "object" && value !== null;

/** `net.connect`, `tls.connect`. */
const connects: Handler = (use) => {
  const { options, rest } = connectOptions(use.args);
  // A socket that is given is connected already, or connects by the grant of whoever made it.
  if (!isSocket(options["socket"])) checkTarget(use.subject, options, { port: undefined });
  const args: unknown[] = [options];
  for (let i = 0; i < rest.length; i++) args[i + 1] = rest[i];
  return belongTo(perform(use, args), use.subject);
};

interface Protocol {
  readonly name: "http:" | "https:";
  readonly module: string;
}

const urlToOptions = url["urlToHttpOptions"] as ((url: unknown) => object) | undefined;

/** The options of a request, from a URL, options, or both. */
function requestOptions(args: readonly unknown[]): { readonly options: Members; readonly rest: readonly unknown[] } {
  const [first, second] = args;
  const href = typeof first === "string" ? first : genuineHref(first);
  let options: Members;
  let from = 1;
  if (href !== null) {
    options = snapshot(urlToOptions?.(new RawURL(href)));
    if (typeof second === "object" && second !== null) {
      const over = snapshot(second);
      for (const key in over) options[key] = over[key];
      from = 2;
    }
  } else options = snapshot(first);
  // Request options are those of the URL that they came from; Node reads it in place of them.
  delete options["href"];
  return { options, rest: tail(args, from) };
}

/** An agent of the module's own, one a protocol: that of the whole program connects for everybody. */
const agents = new WeakMap<Subject, Record<string, object>>();

function agentFor(subject: Subject, { module }: Protocol): unknown {
  const known =
    (apply(lookUp, agents, [subject]) as Record<string, object> | undefined) ?? (Object.create(null) as Record<string, object>);
  apply(keep, agents, [subject, known]);
  const found = known[module];
  if (found !== undefined) return found;
  const { Agent } = builtin(module) as { Agent: Callable };
  const made = belongTo(construct(Agent, [{ keepAlive: true, scheduling: "lifo", timeout: 5000 }]) as object, subject);
  known[module] = made;
  return made;
}

const requests =
  (protocol: Protocol): Handler =>
  (use) => {
    const { options, rest } = requestOptions(use.args);
    const socket = options["socketPath"];
    const target = Object.create(null) as Members;
    target["host"] = options["hostname"] ?? options["host"];
    target["port"] = options["port"] ?? options["defaultPort"];
    target["lookup"] = options["lookup"];
    if (typeof socket === "string" && socket !== "") target["path"] = socket;
    checkTarget(use.subject, target, { port: PORTS[protocol.name] });
    const { agent } = options;
    if (agent === undefined || agent === null) options["agent"] = agentFor(use.subject, protocol);
    else if (agent === false) {
      const { Agent } = builtin(protocol.module) as { Agent: Callable };
      options["agent"] = belongTo(construct(Agent, []) as object, use.subject);
    }
    const args: unknown[] = [options];
    for (let i = 0; i < rest.length; i++) args[i + 1] = rest[i];
    return belongTo(perform(use, args), use.subject);
  };

/** Made without a connection: what it connects to is asked when it does. */
const makes =
  (action: string): Handler =>
  (use) => {
    if (!use.subject.allowsSome(action)) use.subject.deny(action, null);
    const args: unknown[] = [];
    for (let i = 0; i < use.args.length; i++) args[i] = use.args[i];
    return belongTo(perform(use, args), use.subject);
  };

/** Servers: where they listen is asked when they do; what they accept stays with the module. */
const serves: Handler = (use) => {
  if (!use.subject.allowsSome("net.listen")) use.subject.deny("net.listen", null);
  const server = belongTo(perform(use, use.args), use.subject) as { prependListener?: Callable };
  const { prependListener } = server;
  if (typeof prependListener === "function") {
    apply(prependListener, server, [
      "connection",
      (socket: unknown) => {
        belongTo(socket, use.subject);
      },
    ]);
  }
  return server;
};

/** `host:port` of what a server is to listen on. */
export function checkListening(subject: Subject, args: readonly unknown[]): readonly unknown[] {
  const [first] = args;
  if (typeof first === "object" && first !== null && (hasHandle(first) || typeof (first as Members)["fd"] === "number")) {
    subject.check("net.listen", null);
    return args;
  }
  if (first === undefined || first === null || typeof first === "function") {
    subject.check("net.listen", "[::]:0");
    return args;
  }
  const { options, rest } = connectOptions(args);
  const host = options["host"];
  if (options["path"] === undefined && (host === undefined || host === null || host === "")) options["host"] = undefined;
  checkTarget(subject, { ...options, host: options["host"] ?? "[::]" }, { port: 0 }, "net.listen");
  const listened: unknown[] = [options];
  // `(port, backlog)`: what is no callback is that.
  for (let i = 0; i < rest.length; i++) {
    if (typeof rest[i] === "number") options["backlog"] = rest[i];
    else if (rest[i] !== undefined) listened[listened.length] = rest[i];
  }
  return listened;
}

const hasHandle = (value: object): boolean => "_handle" in value || "handle" in value;

const table = Object.create(null) as Record<string, Handler>;
table["net.connect"] = table["net.createConnection"] = connects;
table["tls.connect"] = table["_tls_wrap.connect"] = connects;
table["net.createServer"] = table["net.Server"] = table["tls.createServer"] = table["tls.Server"] = serves;
const HTTP: Protocol = { name: "http:", module: "http" };
const HTTPS: Protocol = { name: "https:", module: "https" };
table["http.createServer"] = table["http.Server"] = table["https.createServer"] = table["https.Server"] = serves;
table["http2.createServer"] = table["http2.createSecureServer"] = serves;
table["http.request"] = table["http.get"] = table["http.ClientRequest"] = requests(HTTP);
table["https.request"] = table["https.get"] = requests(HTTPS);
table["http.Agent"] = table["https.Agent"] = makes("net.connect");
table["net.Socket"] = table["net.Stream"] = makes("net.connect");

/** By module and member. */
export const connectionHandler = (name: string): Handler | null => (hasOwn(table, name) ? (table[name] as Handler) : null);

/** The `host:port` of a URL to fetch; null when it connects to nothing. Throws for what is no URL. */
export function urlTarget(text: string): string | null {
  const parsed = new RawURL(text);
  const protocol = urlProtocol(parsed);
  if (protocol === "data:" || protocol === "blob:" || protocol === "about:") return null;
  const port = urlPort(parsed) === "" ? PORTS[protocol] : urlPort(parsed);
  return port === undefined ? urlHref(parsed) : `${urlHostname(parsed)}:${port}`;
}
