/** `host:port`, compared as the host that a URL with that text would name. */

/** `host`: canonical, IPv6 in brackets; `*` alone is any. `suffix`: any host below it, as many labels as there may be. */
export interface HostPattern {
  readonly host: { readonly kind: "exact" | "suffix"; readonly name: string } | { readonly kind: "any" };
  /** Null: any. */
  readonly port: number | null;
}

/** Null when it is not `host:port`. */
export function parseHostPattern(pattern: string): HostPattern | null {
  const parts = /^(.+):(\*|\d{1,5})$/.exec(pattern);
  const [, host, port] = parts ?? [];
  if (host === undefined || port === undefined) return null;
  const number = port === "*" ? null : Number(port);
  if (number !== null && number > 65_535) return null;
  if (host === "*") return { host: { kind: "any" }, port: number };
  const suffix = host.startsWith("*.");
  const name = canonicalHost(suffix ? host.slice(2) : host);
  if (name === null || (suffix && isAddress(name))) return null;
  return { host: { kind: suffix ? "suffix" : "exact", name }, port: number };
}

/** Numbers in other notations, capitals, a last dot and Unicode are other spellings of the same host. */
export function canonicalHost(text: string): string | null {
  // What a URL would read as something else than a part of the host; `%` since escapes are decoded in hosts.
  if (text === "" || /[\s\0-\x1f\x7f/\\?#@%*<>^|`{}]/u.test(text)) return null;
  if (text.includes(":") && !/^\[[^\]]*\]$/.test(text)) return null;
  const url = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`) : null;
  if (url === null || url.hostname === "" || url.port !== "") return null;
  const name = url.hostname.endsWith(".") ? url.hostname.slice(0, -1) : url.hostname;
  return name === "" || name.startsWith(".") || name.includes("..") || name.endsWith(".") ? null : name;
}

/** Below an address there is no host. */
const isAddress = (name: string): boolean => name.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(name);

export function hostCovers(granted: HostPattern, asked: HostPattern): boolean {
  if (granted.port !== null && granted.port !== asked.port) return false;
  if (granted.host.kind === "any") return true;
  if (asked.host.kind === "any") return false;
  const { name } = asked.host;
  if (granted.host.kind === "exact") return asked.host.kind === "exact" && granted.host.name === name;
  if (name.endsWith(`.${granted.host.name}`)) return !isAddress(name);
  return asked.host.kind === "suffix" && granted.host.name === name;
}

const PORTS: ReadonlyMap<string, number> = new Map([
  ["http:", 80],
  ["ws:", 80],
  ["https:", 443],
  ["wss:", 443],
]);

/** `host:port` of a whole URL; null when it is none, or of a scheme that does not connect as these do. */
export function hostOfUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const port = url.port === "" ? PORTS.get(url.protocol) : Number(url.port);
  const known = PORTS.has(url.protocol) && url.hostname !== "" && port !== undefined;
  return known ? `${url.hostname}:${String(port)}` : null;
}

/**
 * `host:port` of every URL that begins with `text`; null when what follows may still change it. Strict on purpose: no user information, no
 * escapes, nothing that a URL drops or reads as something else, and the host ended by `/`, `?` or `#`.
 */
export function hostOfUrlPrefix(text: string): string | null {
  const head = /^(?:https?|wss?):\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?[/?#]/.exec(text);
  return head === null ? null : hostOfUrl(head[0]);
}
