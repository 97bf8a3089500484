/**
 * One HTTP request at a time limit, with a limit to what is read. An exchange never throws and always ends: with the whole answer, or with
 * why there is none. Redirects are not followed: they could lead the token elsewhere.
 */
import * as http from "node:http";
import * as https from "node:https";
import type { SecureContextOptions } from "node:tls";

export type Exchange =
  /** The body is complete, as its length or its chunks say. Empty when the status is not 200 and it was too long. */
  | { readonly kind: "answer"; readonly status: number; readonly body: Uint8Array }
  /** More than the limit. */
  | { readonly kind: "too-long" }
  /** No answer, or a part of one. `reason` is for people. */
  | { readonly kind: "failed"; readonly reason: string }
  /** The caller has no use for the answer any more. */
  | { readonly kind: "aborted" };

export interface Tls {
  /** PEM; certificate and key are both there or both null. */
  readonly certificate: string | null;
  readonly key: string | null;
  /** PEM of whom to believe instead of the well-known authorities. */
  readonly ca: string | null;
}

export interface HttpClientOptions {
  /** http or https, without a slash at its end. */
  readonly base: string;
  readonly token: string | null;
  readonly tls: Tls | null;
  /** Connections at once. */
  readonly connections: number;
  readonly requestMs: number;
}

export interface HttpRequest {
  readonly method: "GET" | "PUT";
  /** After the base, with a slash in front. */
  readonly path: string;
  readonly body: Uint8Array | null;
  /** Bytes of the answer. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

export interface HttpClient {
  exchange(request: HttpRequest): Promise<Exchange>;
  /** Ends the connections. */
  close(): void;
}

/** What says why a status is not 200 is not shown, only read so that the connection can serve again. */
const LIMIT_OF_OTHER_BODIES = 64 * 1024;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const settings = { keepAlive: true, maxSockets: options.connections, maxFreeSockets: options.connections };
  const isSecure = options.base.startsWith("https:");
  const agent = isSecure ? new https.Agent({ ...settings, ...tlsSettings(options.tls) }) : new http.Agent(settings);
  const transport = isSecure ? https.request : http.request;
  return {
    async exchange(request) {
      const first = await attempt(request, { options, agent, transport });
      // A server may close a connection that rests in the moment it is used again: that says nothing about the server.
      return first.isStale ? (await attempt(request, { options, agent, transport })).exchange : first.exchange;
    },
    close: () => agent.destroy(),
  };
}

export function tlsSettings(tls: Tls | null): SecureContextOptions {
  if (tls === null) return {};
  return {
    ...(tls.certificate === null ? {} : { cert: tls.certificate }),
    ...(tls.key === null ? {} : { key: tls.key }),
    ...(tls.ca === null ? {} : { ca: tls.ca }),
  };
}

interface Connector {
  readonly options: HttpClientOptions;
  readonly agent: http.Agent;
  readonly transport: (url: URL, options: http.RequestOptions) => http.ClientRequest;
}

interface Attempt {
  readonly exchange: Exchange;
  readonly isStale: boolean;
}

function attempt(request: HttpRequest, { options, agent, transport }: Connector): Promise<Attempt> {
  return new Promise((resolve) => {
    if (request.signal.aborted) {
      resolve({ exchange: { kind: "aborted" }, isStale: false });
      return;
    }
    const outgoing = transport(new URL(options.base + request.path), {
      method: request.method,
      agent,
      headers: {
        // The body is digested as it is stored, so a server must not press it.
        "accept-encoding": "identity",
        ...(options.token === null ? {} : { authorization: `Bearer ${options.token}` }),
        ...(request.body === null ? {} : { "content-type": "application/octet-stream", "content-length": request.body.length }),
      },
    });
    let hasAnswer = false;
    const settle = (exchange: Exchange): void => {
      clearTimeout(timer);
      request.signal.removeEventListener("abort", abort);
      const isStale =
        exchange.kind === "failed" && !hasAnswer && outgoing.reusedSocket && /ECONNRESET|EPIPE/.test(exchange.reason);
      resolve({ exchange, isStale });
    };
    /** Settles first, so that what the destruction reports comes too late to count. */
    const end = (exchange: Exchange): void => {
      settle(exchange);
      outgoing.destroy();
    };
    const abort = (): void => end({ kind: "aborted" });
    const timer = setTimeout(
      () => end({ kind: "failed", reason: `no answer within ${options.requestMs / 1000} s` }),
      options.requestMs,
    );
    request.signal.addEventListener("abort", abort, { once: true });
    outgoing.on("error", (error) => settle({ kind: "failed", reason: reasonOf(error) }));
    outgoing.on("close", () => settle({ kind: "failed", reason: "the connection ended without an answer" }));
    outgoing.on("response", (incoming) => {
      hasAnswer = true;
      receive(incoming, request.limit, { settle, end });
    });
    outgoing.end(request.body ?? undefined);
  });
}

interface Outcome {
  readonly settle: (exchange: Exchange) => void;
  /** `settle`, and the connection is of no use any more. */
  readonly end: (exchange: Exchange) => void;
}

function receive(incoming: http.IncomingMessage, limit: number, { settle, end }: Outcome): void {
  const status = incoming.statusCode ?? 0;
  const ownLimit = status === 200 ? limit : LIMIT_OF_OTHER_BODIES;
  incoming.on("error", (error) => settle({ kind: "failed", reason: reasonOf(error) }));
  const onTooLong = (): void => end(status === 200 ? { kind: "too-long" } : { kind: "answer", status, body: new Uint8Array() });
  if (Number(incoming.headers["content-length"] ?? 0) > ownLimit) {
    onTooLong();
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > ownLimit) onTooLong();
    else chunks.push(chunk);
  });
  incoming.on("end", () => {
    if (incoming.complete) settle({ kind: "answer", status, body: new Uint8Array(Buffer.concat(chunks)) });
    else settle({ kind: "failed", reason: "the answer is cut off" });
  });
}

/** Some errors of several addresses have no message of their own. */
function reasonOf(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  if (error instanceof AggregateError && error.message === "") return code;
  return error.message.includes(code) ? error.message : `${error.message} (${code})`;
}
