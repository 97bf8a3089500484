/** Modules that connect or listen. What they make (sockets, agents, servers) connects by methods of its own: having one is the authority. */
import type { CatalogueTable } from "./entry.js";

const RESOLVES =
  "lookup lookupService resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa " +
  "resolveSrv resolveTlsa resolveTxt reverse Resolver";
const DNS_CODES =
  "NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF FILE NOMEM DESTRUCTION BADSTR " +
  "BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED";

/** A question to a name server carries data out. */
export const DNS_PROMISES: CatalogueTable = {
  "net.connect": RESOLVES,
  "global.write": "setDefaultResultOrder setServers",
  "-": `getDefaultResultOrder getServers ${DNS_CODES}`,
};

export const DNS: CatalogueTable = {
  "=dns/promises": "promises",
  "net.connect": RESOLVES,
  "global.write": "setDefaultResultOrder setServers",
  "-": `getDefaultResultOrder getServers ADDRCONFIG ALL V4MAPPED ${DNS_CODES}`,
};

export const DGRAM: CatalogueTable = { "net.connect net.listen": "_createSocketHandle createSocket Socket" };

export const NET: CatalogueTable = {
  "net.connect@0": "connect createConnection",
  "net.connect": "Socket Stream",
  "net.listen": "createServer Server _createServerHandle",
  "global.write": "_setSimultaneousAccepts setDefaultAutoSelectFamily setDefaultAutoSelectFamilyAttemptTimeout",
  "-":
    "_normalizeArgs BlockList BoundSocket SocketAddress isIP isIPv4 isIPv6 getDefaultAutoSelectFamily " +
    "getDefaultAutoSelectFamilyAttemptTimeout",
};

export const TLS: CatalogueTable = {
  "net.connect@0": "connect",
  "net.connect": "TLSSocket createSecurePair",
  "net.listen": "createServer Server",
  "global.write": "setDefaultCACertificates",
  "-":
    "CLIENT_RENEG_LIMIT CLIENT_RENEG_WINDOW DEFAULT_CIPHERS DEFAULT_ECDH_CURVE DEFAULT_MIN_VERSION DEFAULT_MAX_VERSION getCiphers " +
    "rootCertificates getCACertificates convertALPNProtocols checkServerIdentity createSecureContext SecureContext",
};

export const HTTP: CatalogueTable = {
  "net.connect@0:http": "get request ClientRequest",
  "net.connect": "Agent globalAgent WebSocket",
  "net.listen": "createServer Server",
  "global.write": "setMaxIdleHTTPParsers setGlobalProxyFromEnv",
  "-":
    "_connectionListener METHODS STATUS_CODES IncomingMessage OutgoingMessage ServerResponse validateHeaderName validateHeaderValue " +
    "maxHeaderSize CloseEvent MessageEvent",
};

export const HTTPS: CatalogueTable = {
  "net.connect@0:https": "get request",
  "net.connect": "Agent globalAgent",
  "net.listen": "createServer Server",
};

export const HTTP2: CatalogueTable = {
  "net.connect@0:url": "connect",
  "net.listen": "createServer createSecureServer performServerHandshake",
  "-": "constants getDefaultSettings getPackedSettings getUnpackedSettings sensitiveHeaders Http2ServerRequest Http2ServerResponse",
};

/** Parts of `node:http` and `node:tls` under their own names. */
export const HTTP_PARTS: Readonly<Record<string, CatalogueTable>> = {
  _http_agent: { "net.connect": "Agent globalAgent" },
  _http_client: { "net.connect@0:http": "ClientRequest" },
  _http_common: {
    "-":
      "_checkInvalidHeaderChar _checkIsHttpToken chunkExpression continueExpression CRLF freeParser methods parsers kIncomingMessage " +
      "HTTPParser isLenient prepareError",
  },
  _http_incoming: { "-": "IncomingMessage readStart readStop" },
  _http_outgoing: {
    "-": "kHighWaterMark kUniqueHeaders parseUniqueHeadersOption validateHeaderName validateHeaderValue OutgoingMessage",
  },
  _http_server: {
    "net.listen": "Server",
    "-":
      "STATUS_CODES ServerResponse setupConnectionsTracking storeHTTPOptions _connectionListener kServerResponse httpServerPreClose " +
      "kConnectionsCheckingInterval",
  },
  _tls_common: { "-": "SecureContext createSecureContext translatePeerCertificate" },
  _tls_wrap: { "net.connect@0": "connect", "net.connect": "TLSSocket", "net.listen": "Server createServer" },
};
