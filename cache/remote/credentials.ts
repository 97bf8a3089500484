/** Whether what proves who we are can be used at all: found out at the start, not at the first request. */
import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { ConfigError } from "../../core/errors.js";
import { tlsSettings, type Tls } from "./http.js";

/** Throws `ConfigError`, starting with `where`. The message never holds the token. */
export function checkToken(token: string | null, where: string): void {
  if (token === null || /^[\x21-\x7e]+$/.test(token)) return;
  throw new ConfigError(`${where}: the token is empty or holds characters other than visible ASCII`);
}

/** Throws `ConfigError`, starting with `where`. */
export function checkTls(tls: Tls | null, where: string): void {
  if (tls === null) return;
  if ((tls.certificate === null) !== (tls.key === null)) {
    throw new ConfigError(`${where}: a client certificate and its key go together; one of them is missing`);
  }
  try {
    // An authority that is no certificate would be passed over, and every server be a stranger.
    for (const certificate of [tls.ca, tls.certificate]) if (certificate !== null) new X509Certificate(certificate);
    createSecureContext(tlsSettings(tls));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `${where}: the client certificate, its key or the authority cannot be used (${reason}); PEM is needed, without passphrase`,
    );
  }
}
