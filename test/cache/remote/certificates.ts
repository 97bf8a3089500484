/** Certificates for tests, made by openssl where there is one. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export function isInstalled(command: string, ...versionFlag: readonly string[]): boolean {
  return spawnSync(command, versionFlag, { stdio: "ignore" }).status === 0;
}

export const HAS_OPENSSL = isInstalled("openssl", "version");

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Certificates {
  readonly ca: string;
  /** For 127.0.0.1. */
  readonly server: Certificate;
  readonly client: Certificate;
  /** Of an authority that nobody knows. */
  readonly stranger: Certificate;
}

/** Writes `server.pem`, `server.key`, `ca.pem` and more into `folder`. */
export function makeCertificates(folder: string): Certificates {
  const run = (...parameters: readonly string[]): void =>
    void execFileSync("openssl", parameters, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");
  const newKey = (name: string): void =>
    run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", `${name}.key`);
  const authority = (name: string): void => {
    newKey(name);
    run("req", "-x509", "-key", `${name}.key`, "-out", `${name}.pem`, "-days", "2", "-subj", `/CN=${name}`);
  };
  const signed = (name: string, by: string): Certificate => {
    newKey(name);
    writeFileSync(path.join(folder, `${name}.ext`), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
    run("req", "-new", "-key", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    const issuer = ["-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-CAcreateserial"];
    run("x509", "-req", "-in", `${name}.csr`, ...issuer, "-days", "2", "-extfile", `${name}.ext`, "-out", `${name}.pem`);
    return { certificate: read(`${name}.pem`), key: read(`${name}.key`) };
  };
  authority("ca");
  authority("strangers-ca");
  return {
    ca: read("ca.pem"),
    server: signed("server", "ca"),
    client: signed("client", "ca"),
    stranger: signed("stranger", "strangers-ca"),
  };
}
