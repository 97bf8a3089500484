/** What the client of a shared cache takes, from servers that are right, wrong, slow and dead. */
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeActionResult } from "../../../cache/remote/action-result.js";
import { createSigningKey } from "../../../cache/remote/signature.js";
import { digestOf, type CacheKey } from "../../../cache/key.js";
import type { RemoteStore } from "../../../cache/store.js";
import { CI_KEY, keyNamed, open, OTHER_KEY, startDouble, store, valueNamed, type Double } from "./server.js";

const A = keyNamed("a");
const B = keyNamed("b");

function keys(count: number): readonly CacheKey[] {
  return Array.from({ length: count }, (_, index) => keyNamed(String(index)));
}

describe("the shared cache", () => {
  let double: Double;
  const opened: RemoteStore[] = [];

  const remote = (url = double.url, changes: Parameters<typeof open>[1] = {}): RemoteStore => {
    const made = open(url, changes);
    opened.push(made);
    return made;
  };

  beforeEach(async () => {
    double = await startDouble();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await double.close();
  });

  describe("a right remote", () => {
    it("gives what was put, and misses the rest", async () => {
      const writer = remote();
      writer.put(A, valueNamed("a"));
      writer.put(B, new Uint8Array());
      await writer.flush();
      const reader = remote(double.url, { signingKey: null });
      expect(await reader.fetch([A, B, keyNamed("c"), A])).toEqual(
        new Map([
          [A, valueNamed("a")],
          [B, new Uint8Array()],
        ]),
      );
      expect([...writer.incidents, ...reader.incidents]).toEqual([]);
    });

    it("has the value before the entry that names it", async () => {
      const writer = remote();
      writer.put(A, valueNamed("a"));
      await writer.flush();
      expect(double.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
        `PUT /cas/${digestOf(valueNamed("a"))}`,
        `PUT /ac/${A}`,
      ]);
    });

    it("serves many keys over few connections", async () => {
      const many = keys(200);
      for (const key of many) store(double, key, valueNamed(key));
      const found = await remote(double.url, { limits: { concurrency: 8 } }).fetch(many);
      expect(found.size).toBe(200);
      expect(new Set(double.seen.map(({ port }) => port)).size).toBeLessThanOrEqual(8);
    });

    it("is asked below the path of its address, with the token", async () => {
      const behind = remote(`${double.url}/team/cache/`, { token: "t0ken" });
      await behind.fetch([A]);
      behind.put(A, valueNamed("a"));
      await behind.flush();
      expect(double.seen.map(({ path, authorization }) => [path.replace(/[0-9a-f]{64}/, "…"), authorization])).toEqual([
        ["/team/cache/ac/…", "Bearer t0ken"],
        ["/team/cache/cas/…", "Bearer t0ken"],
        ["/team/cache/ac/…", "Bearer t0ken"],
      ]);
    });

    it("may note who uploaded, as bazel-remote does, and put fields in another order", async () => {
      store(double, A, valueNamed("a"));
      const path = `/ac/${A}`;
      const worker = Buffer.from([0x4a, 0x05, 0x0a, 0x03, 0x31, 0x2e, 0x32]);
      double.blobs.set(path, Buffer.concat([worker, double.blobs.get(path)!]));
      expect((await remote().fetch([A])).get(A)).toEqual(valueNamed("a"));
    });

    it("is not sent what came from it", async () => {
      store(double, A, valueNamed("a"));
      const both = remote();
      const found = await both.fetch([A]);
      both.put(A, found.get(A)!);
      await both.flush();
      expect(double.seen.filter(({ method }) => method === "PUT")).toEqual([]);
    });

    it("is sent what it had in another form", async () => {
      store(double, A, valueNamed("a"), OTHER_KEY.privateKey, "retired");
      const both = remote();
      expect((await both.fetch([A])).size).toBe(0);
      both.put(A, valueNamed("a"));
      await both.flush();
      expect((await remote().fetch([A])).size).toBe(1);
    });
  });

  describe("uploads", () => {
    it.each([
      ["read-only", { readOnly: true }],
      ["without a signing key", { signingKey: null }],
    ])("%s: none", async (_, changes) => {
      const reader = remote(double.url, changes);
      reader.put(A, valueNamed("a"));
      await reader.flush();
      await reader.close();
      expect(double.seen).toEqual([]);
    });

    it("are bounded in number", async () => {
      const writer = remote(double.url, { limits: { queuedUploads: 3 } });
      for (const key of keys(10)) writer.put(key, valueNamed(key));
      await writer.flush();
      expect(double.blobs.size).toBe(6);
      expect(writer.incidents).toEqual([
        `7 entries were not uploaded to the remote cache at ${double.url}: too large, or too many at once`,
      ]);
    });

    it("are bounded in size", async () => {
      const writer = remote(double.url, { limits: { entryBytes: 10 } });
      writer.put(A, new Uint8Array(11));
      await writer.flush();
      expect(double.seen).toEqual([]);
      expect(writer.incidents).toHaveLength(1);
    });

    it("that are refused end, and reading goes on", async () => {
      store(double, A, valueNamed("a"));
      double.misbehave = (request, response) => {
        if (request.method !== "PUT") return false;
        response.writeHead(403).end();
        return true;
      };
      const writer = remote(double.url, { limits: { uploads: 1 } });
      for (const key of keys(50)) writer.put(key, valueNamed(key));
      await writer.flush();
      expect(double.seen.length).toBe(5);
      expect((await writer.fetch([A])).size).toBe(1);
      expect(writer.incidents).toEqual([
        `the remote cache at ${double.url} refuses uploads with status 403 (are the token or the client certificate right?); nothing more is uploaded in this run`,
      ]);
    });

    it("that hang are given up", async () => {
      double.misbehave = () => true;
      const writer = remote(double.url, { limits: { requestMs: 60_000, flushMs: 100 } });
      for (const key of keys(20)) writer.put(key, valueNamed(key));
      await writer.flush();
      expect(double.seen.length).toBeLessThanOrEqual(8);
      expect(writer.incidents).toHaveLength(1);
      double.misbehave = () => false;
      writer.put(A, valueNamed("a"));
      await writer.flush();
      expect((await writer.fetch([A])).size).toBe(1);
    });

    it("do not change with the caller's bytes", async () => {
      const value = valueNamed("a");
      const writer = remote();
      writer.put(A, value);
      value.fill(0);
      await writer.flush();
      expect((await remote().fetch([A])).get(A)).toEqual(valueNamed("a"));
    });
  });

  describe("a remote that lies", () => {
    const unsigned = (count: number): string =>
      `the remote cache at ${double.url} served ${count === 1 ? "1 entry that is" : `${count} entries that are`} not signed by a trusted key; ${count === 1 ? "it was" : "they were"} ignored`;
    const damaged = (): string => `the remote cache at ${double.url} served 1 entry that is damaged; it was ignored`;

    it("entries of an untrusted key, under its own name or a trusted one", async () => {
      store(double, A, valueNamed("a"), OTHER_KEY.privateKey, "other");
      store(double, B, valueNamed("b"), OTHER_KEY.privateKey, "ci");
      const reader = remote();
      expect((await reader.fetch([A, B])).size).toBe(0);
      expect(reader.incidents).toEqual([unsigned(2)]);
      // The values themselves were not even asked for.
      expect(double.seen.filter(({ path }) => path.startsWith("/cas/"))).toEqual([]);
    });

    it("right entries under another key", async () => {
      store(double, A, valueNamed("a"));
      double.blobs.set(`/ac/${B}`, double.blobs.get(`/ac/${A}`)!);
      const reader = remote();
      expect([...(await reader.fetch([A, B])).keys()]).toEqual([A]);
      expect(reader.incidents).toEqual([unsigned(1)]);
    });

    it("another value under a right record", async () => {
      store(double, A, valueNamed("a"));
      double.blobs.set(`/cas/${digestOf(valueNamed("a"))}`, valueNamed("b"));
      const reader = remote();
      expect((await reader.fetch([A])).size).toBe(0);
      expect(reader.incidents).toEqual([damaged()]);
    });

    it("the digest of another value in a right record", async () => {
      store(double, A, valueNamed("a"));
      store(double, B, valueNamed("b"));
      const record = Buffer.from(double.blobs.get(`/ac/${A}`)!);
      const at = record.indexOf(digestOf(valueNamed("a")));
      record.write(digestOf(valueNamed("b")), at);
      double.blobs.set(`/ac/${A}`, record);
      const reader = remote();
      expect((await reader.fetch([A])).size).toBe(0);
      expect(reader.incidents).toEqual([unsigned(1)]);
    });

    it.each([
      ["nothing", new Uint8Array()],
      ["noise", Buffer.from("<html>Please log in</html>")],
      ["a record without signature", encodeActionResult({ digest: digestOf(""), sizeBytes: 0, record: new Uint8Array() })],
    ])("%s in place of a record", async (_, body) => {
      double.blobs.set(`/ac/${A}`, body);
      const reader = remote();
      expect((await reader.fetch([A])).size).toBe(0);
      expect(reader.incidents).toHaveLength(1);
    });

    it("a value that was evicted is just missed", async () => {
      store(double, A, valueNamed("a"));
      double.blobs.delete(`/cas/${digestOf(valueNamed("a"))}`);
      const reader = remote();
      expect((await reader.fetch([A])).size).toBe(0);
      expect(reader.incidents).toEqual([]);
    });

    it.each(["/ac/", "/cas/"])("answers of more than the limit, announced or not: %s", async (prefix) => {
      for (const isAnnounced of [true, false]) {
        store(double, A, valueNamed("a"));
        let sent = 0;
        double.misbehave = (request, response) => {
          if (request.url?.startsWith(prefix) !== true) return false;
          response.writeHead(200, isAnnounced ? { "content-length": 1e9 } : {});
          const more = (): void => {
            if (response.destroyed || sent > 50e6) return;
            sent += 65_536;
            response.write(Buffer.alloc(65_536), () => setImmediate(more));
          };
          more();
          return true;
        };
        const reader = remote();
        expect((await reader.fetch([A])).size).toBe(0);
        expect(sent).toBeLessThan(50e6);
        expect(reader.incidents).toEqual([damaged()]);
      }
    });

    it("a body shorter than announced", async () => {
      store(double, A, valueNamed("a"));
      double.misbehave = (request, response) => {
        if (request.url?.startsWith("/cas/") !== true) return false;
        response.writeHead(200, { "content-length": valueNamed("a").length });
        response.write(valueNamed("a").subarray(0, 5), () => response.destroy());
        return true;
      };
      expect((await remote().fetch([A])).size).toBe(0);
    });

    it("a chunked body that breaks off", async () => {
      store(double, A, valueNamed("a"));
      double.misbehave = (_, response) => {
        response.writeHead(200);
        response.write("abc", () => response.destroy());
        return true;
      };
      expect((await remote().fetch([A])).size).toBe(0);
    });

    it("a body that is shorter than signed", async () => {
      store(double, A, valueNamed("a"));
      double.blobs.set(`/cas/${digestOf(valueNamed("a"))}`, valueNamed("a").subarray(0, 5));
      const reader = remote();
      expect((await reader.fetch([A])).size).toBe(0);
      expect(reader.incidents).toEqual([damaged()]);
    });

    it("a redirection is not followed", async () => {
      const elsewhere = await startDouble();
      store(elsewhere, A, valueNamed("a"));
      double.misbehave = (request, response) => {
        response.writeHead(302, { location: `${elsewhere.url}${request.url ?? ""}` }).end();
        return true;
      };
      expect((await remote(double.url, { token: "secret" }).fetch([A])).size).toBe(0);
      expect(elsewhere.seen).toEqual([]);
      await elsewhere.close();
    });

    it("nobody to trust: nothing is asked", async () => {
      const reader = remote(double.url, { trustedKeys: [], signingKey: null });
      expect((await reader.fetch([A])).size).toBe(0);
      expect(double.seen).toEqual([]);
    });
  });

  describe("a remote that fails", () => {
    const failing: readonly (readonly [string, (response: ServerResponse) => void, RegExp])[] = [
      ["answers 500", (response) => response.writeHead(500).end("x"), /answers with status 500; it is not asked again/],
      [
        "answers 500 without end",
        (response) => void response.writeHead(500).write("x"),
        /no answer within 0.3 s; it is not asked again/,
      ],
      [
        "answers 401",
        (response) => response.writeHead(401).end(),
        /status 401 \(are the token or the client certificate right\?\)/,
      ],
      [
        "resets the connection",
        (response) => response.socket?.resetAndDestroy(),
        /cannot be used: .*ECONNRESET.*; it is not asked again/,
      ],
      ["says nothing", () => undefined, /cannot be used: no answer within 0.3 s; it is not asked again in this run/],
      ["speaks another protocol", (response) => response.socket?.end("220 mail\r\n"), /cannot be used: Parse Error/],
      [
        "speaks without end",
        (response) => {
          response.writeHead(200);
          const timer = setInterval(() => response.write("."), 20);
          response.on("close", () => clearInterval(timer));
        },
        /no answer within 0.3 s; it is not asked again/,
      ],
    ];

    it.each(failing)("%s: a few requests, one incident", async (_, answer, incident) => {
      double.misbehave = (_request, response) => {
        answer(response);
        return true;
      };
      const hangs = incident.source.includes("within");
      const reader = remote(double.url, { limits: { concurrency: 4, ...(hangs ? { requestMs: 300 } : {}) } });
      expect((await reader.fetch(keys(1000))).size).toBe(0);
      expect(double.seen.length).toBeLessThan(20);
      const asked = double.seen.length;
      expect((await reader.fetch(keys(1000))).size).toBe(0);
      expect(double.seen.length).toBe(asked);
      expect(reader.incidents).toHaveLength(1);
      expect(reader.incidents[0]).toMatch(incident);
    });

    it("nobody listens: one incident, no upload either", async () => {
      const { url } = double;
      await double.close();
      const dead = remote(url);
      expect((await dead.fetch(keys(1000))).size).toBe(0);
      dead.put(A, valueNamed("a"));
      await dead.flush();
      expect(dead.incidents).toEqual([
        `the remote cache at ${url} cannot be used: connect ECONNREFUSED ${url.slice("http://".length)}; it is not asked again in this run`,
      ]);
    });

    it("no such name", async () => {
      const dead = remote("http://no-such-host.invalid/cache", { limits: { requestMs: 2000, fetchMs: 20_000 } });
      expect((await dead.fetch(keys(40))).size).toBe(0);
      expect(dead.incidents).toHaveLength(1);
    });

    it("nobody listens, and only uploads are tried: one incident", async () => {
      const { url } = double;
      await double.close();
      const dead = remote(url);
      for (const key of keys(100)) dead.put(key, valueNamed(key));
      await dead.flush();
      expect(dead.incidents).toEqual([expect.stringMatching(/takes no uploads: connect ECONNREFUSED/)]);
      await dead.fetch(keys(100));
      expect(dead.incidents).toEqual([expect.stringMatching(/cannot be used: connect ECONNREFUSED/)]);
    });

    it("now and then: what comes counts, and it is asked on", async () => {
      const many = keys(40);
      for (const key of many) store(double, key, valueNamed(key));
      let count = 0;
      double.misbehave = (_, response) => {
        if (count++ % 3 !== 0) return false;
        response.writeHead(503).end();
        return true;
      };
      const reader = remote(double.url, { limits: { concurrency: 1 } });
      const found = await reader.fetch(many);
      expect(found.size).toBeGreaterThan(5);
      for (const [key, value] of found) expect(value).toEqual(valueNamed(key));
      expect(reader.incidents).toEqual([]);
    });

    it("slowly: a fetch ends with what came in time", async () => {
      const many = keys(60);
      for (const key of many) store(double, key, valueNamed(key));
      double.misbehave = (request, response) => {
        const blob = double.blobs.get(request.url ?? "");
        setTimeout(() => response.writeHead(200).end(blob), 50);
        return true;
      };
      const reader = remote(double.url, { limits: { concurrency: 2, fetchMs: 1500 } });
      const found = await reader.fetch(many);
      expect(found.size).toBeGreaterThan(0);
      expect(found.size).toBeLessThan(60);
      expect(reader.incidents).toEqual([
        `the remote cache at ${double.url} did not answer in time for ${60 - found.size} of what it was asked for`,
      ]);
    });

    it("by hanging now and then: no more time is lost than allowed", async () => {
      for (const key of keys(1000)) store(double, key, valueNamed(key));
      const hanging = new Set(keys(1000).filter((_, index) => index % 4 === 0));
      double.misbehave = (request) => hanging.has((request.url ?? "").slice("/ac/".length) as CacheKey);
      const reader = remote(double.url, { limits: { requestMs: 150, lostMs: 1000 } });
      let calls = 0;
      for (const key of keys(1000)) {
        calls++;
        await reader.fetch([key]);
        if (reader.incidents.length > 0) break;
      }
      expect(calls).toBeLessThan(60);
      expect(reader.incidents).toEqual([
        expect.stringMatching(/is slow: \d+ s were lost waiting; it is not asked again in this run/),
      ]);
    });

    it("by closing connections at rest: they are opened anew", async () => {
      store(double, A, valueNamed("a"));
      let isFirst = true;
      double.misbehave = (request) => {
        if (!isFirst || double.seen.length < 3) return false;
        isFirst = false;
        request.socket.resetAndDestroy();
        return true;
      };
      const reader = remote(double.url, { limits: { concurrency: 1 } });
      expect((await reader.fetch([A])).size).toBe(1);
      expect((await reader.fetch([A])).size).toBe(1);
      expect(isFirst).toBe(false);
    });

    it("after it was closed nothing is asked", async () => {
      const reader = remote();
      await reader.close();
      reader.put(A, valueNamed("a"));
      expect((await reader.fetch([A])).size).toBe(0);
      expect(double.seen).toEqual([]);
    });

    it("closing ends a fetch under way", async () => {
      double.misbehave = () => true;
      const reader = remote(double.url, { limits: { requestMs: 60_000, fetchMs: 60_000 } });
      const pending = reader.fetch(keys(100));
      await reader.close();
      expect((await pending).size).toBe(0);
    });
  });

  describe("options", () => {
    it.each([
      ["an address without scheme", { url: "cache.example" }, /^url: /],
      ["another scheme", { url: "ftp://cache.example" }, /^url: /],
      ["a password in the address", { url: "https://u:p@cache.example" }, /^url: /],
      ["a query", { url: "https://cache.example/?a=b" }, /^url: /],
      ["a token with a line break", { token: "a\r\nx: y" }, /^token: /],
      ["a certificate without key", { tls: { certificate: "x", key: null, ca: null } }, /^tls: /],
      ["a certificate that is none", { tls: { certificate: "x", key: "y", ca: null } }, /^tls: /],
      ["a key that is none", { trustedKeys: [{ id: "a", publicKey: "AAAA" }] }, /^trustedKeys\/0\/publicKey: .*Ed25519/],
      ["an id that is none", { trustedKeys: [{ id: "a b", publicKey: CI_KEY.publicKey }] }, /^trustedKeys\/0\/id: /],
      [
        "one id for two keys",
        { trustedKeys: [CI_KEY, OTHER_KEY].map(({ publicKey }) => ({ id: "a", publicKey })) },
        /^trustedKeys\/1\/id: /,
      ],
      [
        "a private key among the public ones",
        { trustedKeys: [{ id: "a", publicKey: CI_KEY.privateKey }] },
        /^trustedKeys\/0\/publicKey: a private key/,
      ],
      ["a signing key that is none", { signingKey: "hunter2" }, /^signingKey: /],
      [
        "a signing key that nobody trusts",
        { signingKey: createSigningKey().privateKey },
        /^signingKey: .*none of the trusted keys/,
      ],
    ])("%s", (_, changes, message) => {
      const { url, ...rest } = { url: "https://cache.example", ...changes };
      const attempt = (): unknown => open(url, rest);
      expect(attempt).toThrow(message);
      expect(attempt).toThrow(expect.objectContaining({ name: "ConfigError" }));
      expect(attempt).not.toThrow(/hunter2/);
    });
  });
});
