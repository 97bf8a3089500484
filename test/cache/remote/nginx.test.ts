/** The configuration of docs/SHARED-CACHE.md, run by a real nginx. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../../cache/key.js";
import type { RemoteOptions } from "../../../cache/remote/open-remote.js";
import type { RemoteStore } from "../../../cache/store.js";
import { ROOT } from "../../source-files.js";
import { HAS_OPENSSL, isInstalled, makeCertificates } from "./certificates.js";
import { keyNamed, open, valueNamed } from "./server.js";

const MISSING = isInstalled("nginx", "-v") ? (HAS_OPENSSL ? null : "openssl") : "nginx";
const TITLE =
  MISSING === null ? "a real nginx" : `a real nginx (skipped: ${MISSING} is not on the PATH; .ci/services installs it)`;

/** The block of the document, with addresses of this test. */
function configuration(folder: string, port: number): string {
  const text = readFileSync(path.join(ROOT, "docs/SHARED-CACHE.md"), "utf8");
  const block = /```nginx\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  const server = block
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port} ssl;`)
    .replaceAll("/etc/surety-cache", folder)
    .replaceAll("/var/lib/surety-cache", folder);
  const temporary = ["proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n");
  // One process, so that a signal reaches what answers.
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
access_log off;
${temporary}
${server}
}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

describe.skipIf(MISSING !== null)(TITLE, () => {
  let folder: string;
  let nginx: ChildProcess;
  let port: number;
  let ca: string;
  const opened: RemoteStore[] = [];

  const start = async (): Promise<void> => {
    nginx = spawn("nginx", ["-p", folder, "-c", `${folder}/nginx.conf`, "-e", `${folder}/error.log`], { stdio: "ignore" });
    for (let attempt = 0; attempt < 200 && nginx.exitCode === null; attempt++) {
      if (await isListening(port)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`nginx does not start:\n${readFileSync(`${folder}/error.log`, "utf8")}`);
  };
  const stop = async (): Promise<void> => {
    if (nginx.exitCode !== null || nginx.signalCode !== null) return;
    const ended = new Promise((resolve) => nginx.once("exit", resolve));
    nginx.kill("SIGKILL");
    await ended;
  };
  const remote = (token: string | null, changes: Partial<RemoteOptions> = {}): RemoteStore => {
    const tls = { certificate: null, key: null, ca };
    const made = open(`https://127.0.0.1:${port}`, { token, tls, ...changes });
    opened.push(made);
    return made;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "surety-nginx-"));
    ({ ca } = makeCertificates(folder));
    for (const name of ["files", "incoming"]) mkdirSync(path.join(folder, name));
    port = await freePort();
    writeFileSync(`${folder}/nginx.conf`, configuration(folder, port));
    await start();
  });

  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await stop();
    rmSync(folder, { recursive: true });
  });

  it("keeps what the writer puts, for the reader", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `entry ${index}`);
    const writer = remote("WRITE-TOKEN");
    for (const name of names) writer.put(keyNamed(name), valueNamed(name));
    writer.put(keyNamed("empty"), new Uint8Array());
    writer.put(keyNamed("large"), new Uint8Array(3_000_000).fill(7));
    await writer.flush();
    const reader = remote("READ-TOKEN", { signingKey: null });
    const found = await reader.fetch([...names, "empty", "large", "absent"].map(keyNamed));
    expect(found.size).toBe(302);
    for (const name of names) expect(found.get(keyNamed(name))).toEqual(valueNamed(name));
    expect(found.get(keyNamed("empty"))).toEqual(new Uint8Array());
    expect(found.get(keyNamed("large"))?.length).toBe(3_000_000);
    expect([...writer.incidents, ...reader.incidents]).toEqual([]);
  });

  it("lets the reader not write", async () => {
    const reader = remote("READ-TOKEN");
    for (let index = 0; index < 20; index++) reader.put(keyNamed(`forged ${index}`), valueNamed("forged"));
    await reader.flush();
    expect(reader.incidents).toEqual([expect.stringMatching(/refuses uploads with status 403/)]);
    expect((await remote("WRITE-TOKEN").fetch([keyNamed("forged 0")])).size).toBe(0);
  });

  it.each([[null], ["wrong"]])("lets nobody else read: %s", async (token) => {
    const stranger = remote(token);
    expect((await stranger.fetch(Array.from({ length: 40 }, (_, index) => keyNamed(`entry ${index}`)))).size).toBe(0);
    expect(stranger.incidents).toEqual([expect.stringMatching(/answers with status 401/)]);
  });

  it("serves nothing for a file that was cut, until it is put again", async () => {
    const [key, value] = [keyNamed("cut"), valueNamed("cut")];
    const file = path.join(folder, "files/cas", digestOf(value));
    const writer = remote("WRITE-TOKEN");
    writer.put(key, value);
    await writer.flush();
    truncateSync(file, 3);
    const second = remote("WRITE-TOKEN");
    expect((await second.fetch([key])).size).toBe(0);
    expect(second.incidents).toEqual([expect.stringMatching(/1 entry that is damaged/)]);
    second.put(key, value);
    await second.flush();
    expect(statSync(file).size).toBe(value.length);
    expect((await remote("READ-TOKEN").fetch([key])).get(key)).toEqual(value);
  });

  it("costs little when it hangs, and when it is gone", async () => {
    const keys = Array.from({ length: 300 }, (_, index) => keyNamed(`entry ${index}`));
    const hanging = remote("READ-TOKEN", { limits: { requestMs: 300 } });
    nginx.kill("SIGSTOP");
    expect((await hanging.fetch(keys)).size).toBe(0);
    expect(hanging.incidents).toEqual([expect.stringMatching(/no answer within 0.3 s; it is not asked again/)]);
    nginx.kill("SIGCONT");
    const during = remote("READ-TOKEN");
    const pending = during.fetch(keys);
    await stop();
    for (const [key, value] of await pending) expect(value).toEqual(valueNamed(`entry ${keys.indexOf(key)}`));
    const gone = remote("READ-TOKEN");
    expect((await gone.fetch(keys)).size).toBe(0);
    expect(gone.incidents).toEqual([expect.stringMatching(/ECONNREFUSED/)]);
    await start();
    expect((await remote("READ-TOKEN").fetch(keys)).size).toBe(300);
  });
});
