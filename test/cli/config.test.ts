/** surety.config.json: what it may say, and what is said when it is wrong. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSigningKey } from "../../cache/remote/signature.js";
import { openRemote } from "../../cache/remote/open-remote.js";
import { readConfig, remoteOptionsOf } from "../../cli/config.js";
import { ConfigError } from "../../core/errors.js";
import type { RemoteConfig } from "../../policy/config/cache.js";
import { DEFAULT_CONFIG } from "../../policy/config/config.js";
import { decodeConfig } from "../../policy/config/decode.js";
import { CONFIG_SCHEMA } from "../../policy/config/schema.js";
import { ROOT } from "../source-files.js";

const FILE = "surety.config.json";
const { publicKey, privateKey } = createSigningKey();
const TRUSTED = [{ id: "ci", publicKey }];
const REMOTE = { url: "https://cache.example", trustedKeys: TRUSTED };

function remote(changes: object): string {
  return JSON.stringify({ cache: { remote: { ...REMOTE, ...changes } } });
}

describe("decoding", () => {
  it("fills in what is absent", () => {
    expect(decodeConfig("{}", FILE)).toEqual(DEFAULT_CONFIG);
    expect(decodeConfig('\uFEFF{"$schema": "x", "cache": {}}', FILE)).toEqual(DEFAULT_CONFIG);
    expect(decodeConfig(remote({}), FILE)).toEqual({
      ...DEFAULT_CONFIG,
      cache: {
        directory: null,
        maxSizeMegabytes: null,
        remote: {
          ...REMOTE,
          tokenEnv: null,
          signingKeyEnv: null,
          certificate: null,
          key: null,
          ca: null,
          readOnly: false,
          timeoutSeconds: 5,
        },
      },
    });
  });

  it("takes the example of the document", () => {
    const text = readFileSync(path.join(ROOT, "docs/SHARED-CACHE.md"), "utf8");
    const example = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    const config = decodeConfig(example, FILE).cache.remote;
    expect(config?.tokenEnv).toBe("SURETY_CACHE_TOKEN");
    const options = { url: config!.url, token: null, tls: null, readOnly: true, signingKey: null, limits: {} };
    expect(() => openRemote({ ...options, trustedKeys: config!.trustedKeys })).not.toThrow();
  });

  it.each([
    ["{", `${FILE}: not JSON: `],
    ["[]", `${FILE}: must be object; expected one object of settings`],
    ['{"cach": {}}', `${FILE}: /cach: unknown key; did you mean \`cache\`?`],
    ['{"cache": {"maxSizeMegabyte": 1}}', `${FILE}: /cache/maxSizeMegabyte: unknown key; did you mean \`maxSizeMegabytes\`?`],
    ['{"cache": {"x/y~": 1}}', `${FILE}: /cache/x~1y~0: unknown key; what is known here: directory, maxSizeMegabytes, remote`],
    ['{"cache": {"__proto__": 1}}', `${FILE}: /cache/__proto__: unknown key`],
    ['{"cache": {"maxSizeMegabytes": "1"}}', `${FILE}: /cache/maxSizeMegabytes: must be integer; expected the megabytes that`],
    ['{"cache": {"maxSizeMegabytes": 0}}', `${FILE}: /cache/maxSizeMegabytes: must be >= 1; expected the megabytes that`],
    ['{"cache": {"directory": ""}}', `${FILE}: /cache/directory: `],
    ['{"cache": {"remote": {"url": "https://x"}}}', `${FILE}: /cache/remote/trustedKeys: missing; expected the keys`],
    [remote({ trustedKeys: [] }), `${FILE}: /cache/remote/trustedKeys: must NOT have fewer than 1 items; expected the keys`],
    [
      remote({ trustedKeys: [{ id: "a" }] }),
      `${FILE}: /cache/remote/trustedKeys/0/publicKey: missing; expected an Ed25519 public key`,
    ],
    [remote({ trustedKeys: [{ id: "a b", publicKey }] }), `${FILE}: /cache/remote/trustedKeys/0/id: expected a name`],
    [remote({ url: "ftp://x" }), `${FILE}: /cache/remote/url: expected an http:// or https:// address`],
    [remote({ url: "https://me:hunter2@x" }), `${FILE}: /cache/remote/url: expected an http:// or https:// address`],
    [remote({ token: "hunter2" }), `${FILE}: /cache/remote/token: unknown key; what is known here: url, tokenEnv`],
    [remote({ tokenEnv: "hunter-2" }), `${FILE}: /cache/remote/tokenEnv: expected the name of the environment variable`],
    [remote({ certificate: "c.pem" }), `${FILE}: /cache/remote/key: missing; expected the path of the key`],
    [remote({ timeoutSeconds: 0 }), `${FILE}: /cache/remote/timeoutSeconds: must be >= 0.1; expected the seconds`],
  ])("refuses %s", (text, message) => {
    const attempt = (): unknown => decodeConfig(text, FILE);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow("hunter");
  });

  it("follows the schema that editors get", () => {
    const file = readFileSync(path.join(ROOT, "schemas/surety.config.schema.json"), "utf8");
    expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(CONFIG_SCHEMA)));
  });
});

describe("a project", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), "surety-config-"));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const configOf = (changes: object): RemoteConfig => decodeConfig(remote(changes), FILE).cache.remote!;

  it("without the file has the defaults", async () => {
    expect(await readConfig(root)).toEqual(DEFAULT_CONFIG);
  });

  it("with the file has what it says, or a message that names it", async () => {
    const file = path.join(root, FILE);
    writeFileSync(file, '{"cache": {"directory": "c"}}');
    expect((await readConfig(root)).cache.directory).toBe("c");
    writeFileSync(file, '{"cach": {}}');
    await expect(readConfig(root)).rejects.toThrow(`${file}: /cach: unknown key`);
    await expect(readConfig(file)).rejects.toThrow("cannot be read (ENOTDIR)");
  });

  it("takes secrets from the environment, and none where it is empty", async () => {
    const config = configOf({ tokenEnv: "TOKEN", signingKeyEnv: "KEY", timeoutSeconds: 2 });
    expect(await remoteOptionsOf(config, root, { TOKEN: "t\n", KEY: privateKey })).toEqual({
      url: REMOTE.url,
      token: "t",
      tls: null,
      readOnly: false,
      trustedKeys: TRUSTED,
      signingKey: privateKey,
      limits: { requestMs: 2000, fetchMs: 6000 },
    });
    expect(await remoteOptionsOf(config, root, { TOKEN: "" })).toMatchObject({ token: null, signingKey: null });
  });

  it.each([
    ["a file that is not there", { ca: "ca.pem" }, {}, "/cache/remote/ca: `ca.pem` cannot be read (no such file)"],
    ["a file that is no certificate", { ca: FILE }, {}, "/cache/remote/ca: "],
    ["a key that is none", { trustedKeys: [{ id: "a", publicKey: "AAAA" }] }, {}, "/cache/remote/trustedKeys/0/publicKey: "],
    [
      "a signing key that is none",
      { signingKeyEnv: "KEY" },
      { KEY: "hunter2" },
      "/cache/remote/signingKeyEnv: the variable `KEY`: ",
    ],
    ["a token that is none", { tokenEnv: "TOKEN" }, { TOKEN: "hunter 2" }, "/cache/remote/tokenEnv: the variable `TOKEN`: "],
    ["a token in plain text", { url: "http://x", tokenEnv: "TOKEN" }, { TOKEN: "hunter2" }, "/cache/remote/url: the token would"],
    ["an address that is none", { url: "http://[x" }, {}, "/cache/remote/url: `http://[x` is no address"],
  ])("refuses %s", async (_, changes, environment, message) => {
    const failed = await remoteOptionsOf(configOf(changes), root, environment).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(ConfigError);
    expect(String(failed)).toContain(`${path.join(root, FILE)}: ${message}`);
    expect(String(failed)).not.toContain("hunter");
  });

  it("may send a token to this machine in plain text", async () => {
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
      const config = configOf({ url: `http://${host}:8080/x`, tokenEnv: "TOKEN" });
      expect((await remoteOptionsOf(config, root, { TOKEN: "t" })).token).toBe("t");
    }
  });
});
