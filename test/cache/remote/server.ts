/** A server of the Bazel HTTP cache protocol, in this process, that can be told to behave badly. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { createPrivateKey } from "node:crypto";
import { encodeActionResult } from "../../../cache/remote/action-result.js";
import { openRemote, type RemoteOptions } from "../../../cache/remote/open-remote.js";
import { createSigningKey, signEntry } from "../../../cache/remote/signature.js";
import { digestOf, type CacheKey } from "../../../cache/key.js";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly port: number | undefined;
}

export interface Double {
  readonly url: string;
  /** By path, `/ac/…` and `/cas/…`. */
  readonly blobs: Map<string, Uint8Array>;
  readonly seen: Seen[];
  /** Answers in place of the server; false: the server answers. */
  misbehave: (request: IncomingMessage, response: ServerResponse) => boolean;
  close(): Promise<void>;
}

export async function startDouble(tls: ServerOptions | null = null): Promise<Double> {
  const blobs = new Map<string, Uint8Array>();
  const seen: Seen[] = [];
  const double: { misbehave: Double["misbehave"] } = { misbehave: () => false };
  const answer: RequestListener = (request, response) => {
    const { method = "", url: path = "", headers, socket } = request;
    seen.push({ method, path, authorization: headers.authorization, port: socket.remotePort });
    if (double.misbehave(request, response)) return;
    if (method === "PUT") {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        blobs.set(path, new Uint8Array(Buffer.concat(chunks)));
        response.writeHead(200).end();
      });
      return;
    }
    const blob = blobs.get(path);
    if (blob === undefined) response.writeHead(404).end("Not found\n");
    else response.writeHead(200, { "content-length": blob.length }).end(blob);
  };
  const server = tls === null ? createServer(answer) : createTlsServer(tls, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(double, {
    url: `${tls === null ? "http" : "https"}://127.0.0.1:${port}`,
    blobs,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

export const CI_KEY = createSigningKey();
export const OTHER_KEY = createSigningKey();

/** Long limits, since the machine may be busy: what tests that something hangs shortens them. */
export function optionsFor(url: string, changes: Partial<RemoteOptions> = {}): RemoteOptions {
  return {
    url,
    token: null,
    tls: null,
    readOnly: false,
    trustedKeys: [{ id: "ci", publicKey: CI_KEY.publicKey }],
    signingKey: CI_KEY.privateKey,
    ...changes,
    limits: { requestMs: 20_000, fetchMs: 60_000, flushMs: 60_000, ...changes.limits },
  };
}

export function open(url: string, changes: Partial<RemoteOptions> = {}): ReturnType<typeof openRemote> {
  return openRemote(optionsFor(url, changes));
}

export function keyNamed(name: string): CacheKey {
  return digestOf(`key ${name}`);
}

export function valueNamed(name: string): Uint8Array {
  return new TextEncoder().encode(`value of ${name}`);
}

/** An entry as an upload makes it. */
export function store(double: Double, key: CacheKey, value: Uint8Array, privateKey: string = CI_KEY.privateKey, id = "ci"): void {
  const digest = digestOf(value);
  const record = signEntry(key, digest, { id, key: createPrivateKey(privateKey) });
  double.blobs.set(`/cas/${digest}`, value);
  double.blobs.set(`/ac/${key}`, encodeActionResult({ digest, sizeBytes: value.length, record }));
}
