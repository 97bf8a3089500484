/** Client certificates and authorities of one's own; keys that openssl made. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_OPENSSL, makeCertificates, type Certificates } from "./certificates.js";
import { keyNamed, open, startDouble, store, valueNamed, type Double } from "./server.js";

const A = keyNamed("a");

describe.skipIf(!HAS_OPENSSL)(HAS_OPENSSL ? "TLS" : "TLS (skipped: openssl is not on the PATH)", () => {
  let folder: string;
  let certificates: Certificates;
  let double: Double;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "surety-tls-"));
    certificates = makeCertificates(folder);
    const { server, ca } = certificates;
    const tls = { cert: server.certificate, key: server.key, ca, requestCert: true, rejectUnauthorized: true };
    double = await startDouble(tls);
    store(double, A, valueNamed("a"));
  });

  afterAll(async () => {
    await double.close();
    rmSync(folder, { recursive: true });
  });

  it("a client with a certificate reads and writes", async () => {
    const { ca, client } = certificates;
    const remote = open(double.url, { tls: { ...client, ca } });
    expect((await remote.fetch([A])).get(A)).toEqual(valueNamed("a"));
    remote.put(keyNamed("b"), valueNamed("b"));
    await remote.close();
    expect(double.blobs.has(`/ac/${keyNamed("b")}`)).toBe(true);
    expect(remote.incidents).toEqual([]);
  });

  it.each([
    ["no certificate", (all: Certificates) => ({ certificate: null, key: null, ca: all.ca })],
    ["a certificate of a stranger", (all: Certificates) => ({ ...all.stranger, ca: all.ca })],
    ["a server that it does not know", (all: Certificates) => ({ ...all.client, ca: null })],
  ])("%s: misses and one incident", async (_, tlsOf) => {
    const asked = double.seen.length;
    const remote = open(double.url, { tls: tlsOf(certificates) });
    const keys = Array.from({ length: 50 }, (_unused, index) => keyNamed(String(index)));
    expect((await remote.fetch([A, ...keys])).size).toBe(0);
    expect(remote.incidents).toHaveLength(1);
    expect(remote.incidents[0]).toMatch(/cannot be used/);
    expect(double.seen.length).toBe(asked);
    await remote.close();
  });

  it("a key pair of openssl signs and is trusted, in either form", async () => {
    const openssl = (...parameters: readonly string[]): Buffer => execFileSync("openssl", parameters, { cwd: folder });
    const signingKey = openssl("genpkey", "-algorithm", "ed25519", "-out", "-").toString();
    execFileSync("openssl", ["pkey", "-out", "signing-key.pem"], { cwd: folder, input: signingKey });
    const pem = openssl("pkey", "-in", "signing-key.pem", "-pubout").toString();
    const der = openssl("pkey", "-in", "signing-key.pem", "-pubout", "-outform", "DER").toString("base64");
    const plain = await startDouble();
    for (const publicKey of [pem, der]) {
      const remote = open(plain.url, { signingKey, trustedKeys: [{ id: "openssl", publicKey }] });
      const key = keyNamed(publicKey);
      remote.put(key, valueNamed("c"));
      await remote.flush();
      expect((await remote.fetch([key])).size).toBe(1);
      await remote.close();
    }
    await plain.close();
  });
});
