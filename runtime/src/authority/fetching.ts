/** `fetch`, every hop of it: a redirection leads where the server likes, which the grant is asked about like any other target. */
import { apply, construct, hasOwn } from "../primordials";
import { RawURL } from "./host";
import type { Callable, Members } from "./host";
import { urlTarget } from "./connections";
import type { Subject } from "./subject";
import { perform, replaced } from "./use";
import type { Handler } from "./use";

interface RawRequest {
  readonly url: string;
  readonly method: string;
  readonly redirect: string;
}

const host = globalThis as unknown as { Request?: Callable; Response?: Callable; Headers?: Callable };
const RawRequestClass = host.Request;
const prototypeOf = (of: Callable | undefined): Members => (of as { prototype?: Members } | undefined)?.prototype ?? {};
const requestPrototype = prototypeOf(RawRequestClass);
const responsePrototype = prototypeOf(host.Response);
const headersPrototype = prototypeOf(host.Headers);

const getterOf = (prototype: Members, name: string): ((of: unknown) => unknown) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return (of): unknown => (get === undefined ? undefined : apply(get, of, []));
};
const urlOf = getterOf(requestPrototype, "url") as (of: unknown) => string;
const methodOf = getterOf(requestPrototype, "method") as (of: unknown) => string;
const redirectOf = getterOf(requestPrototype, "redirect") as (of: unknown) => string;
const headersOf = getterOf(requestPrototype, "headers");
const bodyOf = getterOf(requestPrototype, "body");
const statusOf = getterOf(responsePrototype, "status") as (of: unknown) => number;
const answerHeaders = getterOf(responsePrototype, "headers");
const answerType = getterOf(responsePrototype, "type");
const cloneOf = requestPrototype["clone"] as Callable | undefined;
const { get: headerOf, delete: dropHeader } = headersPrototype as Record<string, Callable>;

const HOPS = 20;

function checkUrl(subject: Subject, text: string): void {
  const target = urlTarget(text);
  if (target !== null) subject.check("net.connect", target);
}

/** A request is made of whatever was given, once; its own idea of its URL is checked and used. */
export const fetches: Handler = async (use) => {
  if (RawRequestClass === undefined) {
    use.subject.check("net.connect", null);
    return perform(use, use.args);
  }
  const given = use.args[1];
  let request = construct(RawRequestClass, [use.args[0], given]) as RawRequest;
  checkUrl(use.subject, urlOf(request));
  // A dispatcher connects in its own way, by the authority of whoever made it; Node's fetch takes it as an option only.
  const dispatcher = typeof given === "object" && given !== null ? (given as Members)["dispatcher"] : undefined;
  const extra = dispatcher === undefined ? {} : { dispatcher };
  if (redirectOf(request) !== "follow") return perform(use, [request, extra]);
  for (let hop = 0; ; hop++) {
    // Kept for a hop that repeats the body.
    const again = bodyOf(request) === null ? request : (apply(cloneOf as Callable, request, []) as RawRequest);
    const answer = await (perform(use, [request, { ...extra, redirect: "manual" }]) as Promise<object>);
    if (answerType(answer) === "opaqueredirect") {
      // Browsers do not say where to.
      use.subject.check("net.connect", null);
      return perform(use, [again, extra]);
    }
    const status = statusOf(answer);
    const location = headerOf === undefined ? null : apply(headerOf, answerHeaders(answer), ["location"]);
    const isRedirected = status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
    if (!isRedirected || typeof location !== "string") return hop === 0 ? answer : redirected(answer);
    if (hop >= HOPS) throw new TypeError("fetch failed: too many redirections");
    request = nextRequest(again, { from: urlOf(request), location, status });
    checkUrl(use.subject, urlOf(request));
  }
};

const redirected = (answer: object): object => Object.defineProperty(answer, "redirected", { value: true, configurable: true });

/** As the fetch standard has it: what becomes a GET has no body, and secrets stay with their origin. */
function nextRequest(
  before: RawRequest,
  { from, location, status }: { readonly from: string; readonly location: string; readonly status: number },
): RawRequest {
  const next = new RawURL(location, from);
  const method = methodOf(before);
  const isGet =
    (status === 303 && method !== "GET" && method !== "HEAD") || ((status === 301 || status === 302) && method === "POST");
  const Request = RawRequestClass as Callable;
  const request = construct(Request, isGet ? [next.href, withoutBody(before)] : [next.href, before]) as RawRequest;
  const headers = headersOf(request);
  const drop = (name: string): unknown => apply(dropHeader as Callable, headers, [name]);
  if (isGet) for (let i = 0; i < BODY_HEADERS.length; i++) drop(BODY_HEADERS[i] as string);
  if (originOf(from) !== originOf(next.href)) for (let i = 0; i < SECRETS.length; i++) drop(SECRETS[i] as string);
  return request;
}

const BODY_HEADERS = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];
const SECRETS = ["authorization", "proxy-authorization", "cookie", "host"];

function withoutBody(request: RawRequest): object {
  return {
    method: "GET",
    headers: headersOf(request),
    signal: (request as unknown as Members)["signal"],
    redirect: "follow",
  };
}

const originOf = (text: string): string => {
  const parsed = new RawURL(text) as unknown as { origin: string };
  return parsed.origin;
};

/** `WebSocket`, `EventSource`, `navigator.sendBeacon`: the first argument is a URL. */
export const connectsByUrl: Handler = (use) => {
  const text = String(use.args[0]);
  checkUrl(use.subject, text);
  return perform(use, replaced(use.args, [0, text]));
};

const table: Readonly<Record<string, Handler>> = {
  fetch: fetches,
  WebSocket: connectsByUrl,
  EventSource: connectsByUrl,
  WebTransport: connectsByUrl,
};

/** By the name of the global. */
export const fetchHandler = (name: string): Handler | null => (hasOwn(table, name) ? (table[name] as Handler) : null);
