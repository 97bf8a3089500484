/** Generated from policy/catalogue/ (`SURETY_UPDATE=1 npx vitest run test/runtime/authority/catalogue.test.ts`); a test compares. */
type Table = Readonly<Record<string, string>>;
/** Null: nothing in it is privileged. */
export const MODULES: Readonly<Record<string, Table | null>> = {
  _http_agent: { "net.connect": "Agent globalAgent" },
  _http_client: { "net.connect@0:http": "ClientRequest" },
  _http_common: null,
  _http_incoming: null,
  _http_outgoing: null,
  _http_server: {
    "net.listen": "Server",
    "-": "STATUS_CODES ServerResponse setupConnectionsTracking storeHTTPOptions _connectionListener kServerResponse httpServerPreClose kConnectionsCheckingInterval",
  },
  _stream_duplex: null,
  _stream_passthrough: null,
  _stream_readable: null,
  _stream_transform: null,
  _stream_wrap: null,
  _stream_writable: null,
  _tls_common: null,
  _tls_wrap: { "net.connect@0:connect": "connect", "net.connect": "TLSSocket", "net.listen": "Server createServer" },
  assert: null,
  "assert/strict": null,
  async_hooks: {
    "code.dynamic global.write": "createHook executionAsyncResource",
    "-": "AsyncLocalStorage executionAsyncId triggerAsyncId asyncWrapProviders AsyncResource",
  },
  buffer: null,
  child_process: {
    "process.spawn@0:shell": "exec execSync",
    "process.spawn@0:program": "execFile execFileSync spawn spawnSync",
    "process.spawn": "_forkChild ChildProcess fork",
  },
  cluster: {
    "process.spawn": "setupPrimary setupMaster fork",
    "process.signal":
      "Worker worker workers disconnect on once addListener prependListener prependOnceListener off removeListener removeAllListeners emit _events listeners rawListeners",
    "-": "_eventsCount _maxListeners isWorker isMaster isPrimary settings SCHED_NONE SCHED_RR schedulingPolicy setMaxListeners getMaxListeners listenerCount eventNames",
  },
  console: null,
  constants: null,
  crypto: {
    random:
      "randomBytes randomFill randomFillSync randomInt randomUUID randomUUIDv7 getRandomValues prng pseudoRandomBytes rng generateKeyPair generateKeyPairSync generateKey generateKeySync generatePrime generatePrimeSync webcrypto.getRandomValues webcrypto.randomUUID",
    "-": "webcrypto.subtle webcrypto.CryptoKey checkPrime checkPrimeSync createCipheriv createDecipheriv createDiffieHellman createDiffieHellmanGroup createECDH createHash createHmac createPrivateKey createPublicKey createSecretKey createSign createVerify diffieHellman getCiphers getCipherInfo getCurves getDiffieHellman getHashes hkdf hkdfSync pbkdf2 pbkdf2Sync privateDecrypt privateEncrypt publicDecrypt publicEncrypt scrypt scryptSync sign timingSafeEqual getFips verify hash Certificate Cipher Cipheriv Decipher Decipheriv DiffieHellman DiffieHellmanGroup ECDH Hash Hmac KeyObject Sign Verify X509Certificate secureHeapUsed createCipher createDecipher fips constants subtle argon2 argon2Sync encapsulate decapsulate",
    "code.native": "setEngine",
    "global.write": "setFips",
  },
  dgram: { "net.connect net.listen": "_createSocketHandle createSocket Socket" },
  diagnostics_channel: {
    "global.write": "channel subscribe tracingChannel unsubscribe Channel boundedChannel BoundedChannel",
    "-": "hasSubscribers",
  },
  dns: {
    "net.connect":
      "promises.lookup promises.lookupService promises.resolve promises.resolve4 promises.resolve6 promises.resolveAny promises.resolveCaa promises.resolveCname promises.resolveMx promises.resolveNaptr promises.resolveNs promises.resolvePtr promises.resolveSoa promises.resolveSrv promises.resolveTlsa promises.resolveTxt promises.reverse promises.Resolver lookup lookupService resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt reverse Resolver",
    "global.write": "promises.setDefaultResultOrder promises.setServers setDefaultResultOrder setServers",
    "-": "promises.getDefaultResultOrder promises.getServers promises.NODATA promises.FORMERR promises.SERVFAIL promises.NOTFOUND promises.NOTIMP promises.REFUSED promises.BADQUERY promises.BADNAME promises.BADFAMILY promises.BADRESP promises.CONNREFUSED promises.TIMEOUT promises.EOF promises.FILE promises.NOMEM promises.DESTRUCTION promises.BADSTR promises.BADFLAGS promises.NONAME promises.BADHINTS promises.NOTINITIALIZED promises.LOADIPHLPAPI promises.ADDRGETNETWORKPARAMS promises.CANCELLED getDefaultResultOrder getServers ADDRCONFIG ALL V4MAPPED NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF FILE NOMEM DESTRUCTION BADSTR BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED",
  },
  "dns/promises": {
    "net.connect":
      "lookup lookupService resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt reverse Resolver",
    "global.write": "setDefaultResultOrder setServers",
    "-": "getDefaultResultOrder getServers NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF FILE NOMEM DESTRUCTION BADSTR BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED",
  },
  domain: { "global.write": "_stack Domain createDomain create active" },
  events: null,
  fs: {
    "fs.read@0:path":
      "promises.access promises.opendir promises.readdir promises.readlink promises.lstat promises.stat promises.statfs promises.realpath promises.readFile access accessSync createReadStream exists existsSync lstat lstatSync openAsBlob opendir opendirSync readdir readdirSync readFile readFileSync readlink readlinkSync realpath realpathSync stat statSync statfs statfsSync ReadStream FileReadStream",
    "fs.read@0:path fs.write@0:path": "promises.open open openSync",
    "fs.read": "promises.glob fstat fstatSync read readSync readv readvSync close closeSync glob globSync",
    "fs.write@0:path":
      "promises.truncate promises.mkdir promises.chmod promises.lchmod promises.lchown promises.chown promises.utimes promises.lutimes promises.writeFile promises.appendFile appendFile appendFileSync chmod chmodSync chown chownSync createWriteStream lchmod lchmodSync lchown lchownSync lutimes lutimesSync mkdir mkdirSync truncate truncateSync utimes utimesSync writeFile writeFileSync WriteStream FileWriteStream Utf8Stream",
    "fs.write":
      "promises.mkdtemp promises.mkdtempDisposable fchmod fchmodSync fchown fchownSync fdatasync fdatasyncSync fsync fsyncSync ftruncate ftruncateSync futimes futimesSync write writeSync writev writevSync mkdtemp mkdtempSync mkdtempDisposableSync",
    "fs.read@0:path fs.write@1:path": "promises.copyFile promises.cp copyFile copyFileSync cp cpSync",
    "fs.read@0:path fs.delete@0:path fs.write@1:path": "promises.rename rename renameSync",
    "fs.read@0:path fs.write@0:path fs.write@1:path": "promises.link link linkSync",
    "fs.read fs.write": "promises.symlink symlink symlinkSync",
    "fs.delete@0:path": "promises.rm promises.rmdir promises.unlink rm rmSync rmdir rmdirSync unlink unlinkSync",
    "fs.watch@0:path": "promises.watch unwatchFile watch watchFile",
    "-": "promises.constants Dirent Stats Dir _toUnixTimestamp F_OK R_OK W_OK X_OK constants",
  },
  "fs/promises": {
    "fs.read@0:path": "access opendir readdir readlink lstat stat statfs realpath readFile",
    "fs.read@0:path fs.write@0:path": "open",
    "fs.read": "glob",
    "fs.write@0:path": "truncate mkdir chmod lchmod lchown chown utimes lutimes writeFile appendFile",
    "fs.write": "mkdtemp mkdtempDisposable",
    "fs.read@0:path fs.write@1:path": "copyFile cp",
    "fs.read@0:path fs.delete@0:path fs.write@1:path": "rename",
    "fs.read@0:path fs.write@0:path fs.write@1:path": "link",
    "fs.read fs.write": "symlink",
    "fs.delete@0:path": "rm rmdir unlink",
    "fs.watch@0:path": "watch",
    "-": "constants",
  },
  http: {
    "net.connect@0:http": "get request ClientRequest",
    "net.connect": "Agent globalAgent WebSocket",
    "net.listen": "createServer Server",
    "global.write": "setMaxIdleHTTPParsers setGlobalProxyFromEnv",
    "-": "_connectionListener METHODS STATUS_CODES IncomingMessage OutgoingMessage ServerResponse validateHeaderName validateHeaderValue maxHeaderSize CloseEvent MessageEvent",
  },
  http2: {
    "net.connect@0:url": "connect",
    "net.listen": "createServer createSecureServer performServerHandshake",
    "-": "constants getDefaultSettings getPackedSettings getUnpackedSettings sensitiveHeaders Http2ServerRequest Http2ServerResponse",
  },
  https: { "net.connect@0:https": "get request", "net.connect": "Agent globalAgent", "net.listen": "createServer Server" },
  inspector: {
    "code.eval": "Session",
    "net.listen code.eval": "open waitForDebugger",
    "global.write": "close",
    "-": "url console Network NetworkResources DOMStorage",
  },
  "inspector/promises": {
    "code.eval": "Session",
    "net.listen code.eval": "open waitForDebugger",
    "global.write": "close",
    "-": "url console Network NetworkResources DOMStorage",
  },
  module: {
    "code.dynamic": "Module.Module",
    "-": "Module.builtinModules Module.isBuiltin Module.wrap Module.wrapper Module._nodeModulePaths Module.findSourceMap Module.SourceMap Module.getSourceMapsSupport Module.constants Module.flushCompileCache Module.getCompileCacheDir Module._debug Module.prototype.constructor builtinModules isBuiltin wrap wrapper _nodeModulePaths findSourceMap SourceMap getSourceMapsSupport constants flushCompileCache getCompileCacheDir _debug prototype.constructor",
    "code.dynamic-import":
      "Module.prototype.require Module.prototype.load Module.prototype._compile Module.createRequire Module._load Module.runMain Module._preloadModules prototype.require prototype.load prototype._compile createRequire _load runMain _preloadModules",
    "fs.read":
      "Module._stat Module._readPackage Module._findPath Module._resolveFilename Module._resolveLookupPaths Module.findPackageJSON _stat _readPackage _findPath _resolveFilename _resolveLookupPaths findPackageJSON",
    "code.dynamic code.dynamic-import":
      "Module._cache Module._pathCache Module._extensions Module.register Module.registerHooks Module.syncBuiltinESMExports _cache _pathCache _extensions register registerHooks syncBuiltinESMExports",
    "global.write":
      "Module.globalPaths Module._initPaths Module.setSourceMapsSupport globalPaths _initPaths setSourceMapsSupport",
    "fs.write": "Module.enableCompileCache enableCompileCache",
    "code.eval": "Module.stripTypeScriptTypes stripTypeScriptTypes",
  },
  net: {
    "net.connect@0:connect": "connect createConnection",
    "net.connect": "Socket Stream",
    "net.listen": "createServer Server _createServerHandle",
    "global.write": "_setSimultaneousAccepts setDefaultAutoSelectFamily setDefaultAutoSelectFamilyAttemptTimeout",
    "-": "_normalizeArgs BlockList BoundSocket SocketAddress isIP isIPv4 isIPv6 getDefaultAutoSelectFamily getDefaultAutoSelectFamilyAttemptTimeout",
  },
  os: {
    "env.read": "homedir hostname networkInterfaces tmpdir userInfo",
    "process.signal": "setPriority",
    "-": "arch availableParallelism cpus endianness freemem getPriority loadavg platform release totalmem type uptime version machine constants EOL devNull",
  },
  path: null,
  "path/posix": null,
  "path/win32": null,
  perf_hooks: {
    "time.high-resolution":
      "performance.now performance.timeOrigin performance.mark performance.measure performance.getEntries performance.getEntriesByName performance.getEntriesByType performance.nodeTiming performance.toJSON performance.timerify performance.timing performance.navigation Performance PerformanceObserver monitorEventLoopDelay timerify eventLoopUtilization",
    "-": "performance.constructor performance.clearMarks performance.clearMeasures performance.clearResourceTimings performance.setResourceTimingBufferSize performance.eventLoopUtilization performance.markResourceTiming performance.onresourcetimingbufferfull performance.addEventListener performance.removeEventListener performance.dispatchEvent performance.memory performance.eventCounts performance.interactionCount PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserverEntryList PerformanceResourceTiming createHistogram constants",
  },
  process: {
    environment: "env",
    "-": "version versions arch platform release _rawDebug moduleLoadList config uptime getActiveResourcesInfo cpuUsage threadCpuUsage resourceUsage memoryUsage constrainedMemory availableMemory getuid geteuid getgid getegid getgroups allowedNodeEnvironmentFlags features assert hasUncaughtExceptionCaptureCallback emitWarning nextTick sourceMapsEnabled stdout stdin stderr cwd title argv argv0 execArgv pid ppid execPath debugPort openStdin exitCode _exiting _eventsCount _maxListeners getMaxListeners listenerCount eventNames connected permission finalization noDeprecation throwDeprecation traceDeprecation noProcessWarnings traceProcessWarnings ref unref constructor",
    "time.high-resolution": "hrtime",
    "env.write fs.read@0:path": "loadEnvFile",
    "process.exit": "exit reallyExit abort",
    "process.signal":
      "kill _kill send _send disconnect _disconnect channel _channel _handleQueue _pendingMessage target _debugEnd _startProfilerIdleNotifier _stopProfilerIdleNotifier",
    "process.signal code.eval": "_debugProcess",
    "code.native": "binding _linkedBinding dlopen",
    "code.dynamic-import code.dynamic": "mainModule",
    "code.dynamic-import@0:specifier": "getBuiltinModule",
    "code.dynamic": "_getActiveHandles _getActiveRequests _events domain _fatalException _tickCallback listeners rawListeners",
    "code.eval": "_eval",
    "code.dynamic-import": "_preload_modules",
    "fs.write env.read": "report",
    "global.write@0:event": "on once addListener prependListener prependOnceListener off removeListener",
    "global.write":
      "chdir umask initgroups setgroups setegid seteuid setgid setuid setUncaughtExceptionCaptureCallback addUncaughtExceptionCaptureCallback setSourceMapsEnabled removeAllListeners emit setMaxListeners",
    "process.spawn@0:program": "execve",
  },
  punycode: null,
  querystring: null,
  readline: null,
  "readline/promises": null,
  repl: {
    "code.eval": "start REPLServer",
    "-": "writer REPL_MODE_SLOPPY REPL_MODE_STRICT Recoverable isValidSyntax builtinModules _builtinLibs",
  },
  sea: { "-": "isSea", "fs.read": "getAsset getRawAsset getAssetAsBlob getAssetKeys" },
  sqlite: {
    "fs.read@0:path fs.write@0:path code.native": "DatabaseSync Database",
    "fs.read fs.write": "backup",
    "-": "StatementSync Session constants SQLITE_CHANGESET_OMIT SQLITE_CHANGESET_REPLACE SQLITE_CHANGESET_ABORT",
  },
  stream: null,
  "stream/consumers": null,
  "stream/promises": null,
  "stream/web": null,
  string_decoder: null,
  sys: {
    "-": "_errnoException _exceptionWithHostPort _extend callbackify convertProcessSignalToExitCode debug debuglog deprecate diff format styleText formatWithOptions getCallSite getCallSites getSystemErrorMap getSystemErrorMessage getSystemErrorName inherits inspect isArray isBoolean isBuffer isDeepStrictEqual isNull isNullOrUndefined isNumber isString isSymbol isUndefined isRegExp isObject isDate isError isFunction isPrimitive log promisify stripVTControlCharacters toUSVString transferableAbortSignal transferableAbortController aborted types parseEnv parseArgs TextDecoder TextEncoder MIMEType MIMEParams",
    "global.write": "setTraceSigInt",
  },
  test: {
    "process.spawn fs.read": "run",
    "global.write": "mock",
    "-": "skip todo only expectFailure after afterEach before beforeEach describe it suite test snapshot assert getTestContext",
  },
  "test/reporters": null,
  timers: null,
  "timers/promises": null,
  tls: {
    "net.connect@0:connect": "connect",
    "net.connect": "TLSSocket createSecurePair",
    "net.listen": "createServer Server",
    "global.write": "setDefaultCACertificates",
    "-": "CLIENT_RENEG_LIMIT CLIENT_RENEG_WINDOW DEFAULT_CIPHERS DEFAULT_ECDH_CURVE DEFAULT_MIN_VERSION DEFAULT_MAX_VERSION getCiphers rootCertificates getCACertificates convertALPNProtocols checkServerIdentity createSecureContext SecureContext",
  },
  trace_events: { "fs.write": "createTracing", "-": "getEnabledCategories" },
  tty: { "fs.read": "ReadStream", "fs.write": "WriteStream", "-": "isatty" },
  url: null,
  util: {
    "-": "_errnoException _exceptionWithHostPort _extend callbackify convertProcessSignalToExitCode debug debuglog deprecate diff format styleText formatWithOptions getCallSite getCallSites getSystemErrorMap getSystemErrorMessage getSystemErrorName inherits inspect isArray isBoolean isBuffer isDeepStrictEqual isNull isNullOrUndefined isNumber isString isSymbol isUndefined isRegExp isObject isDate isError isFunction isPrimitive log promisify stripVTControlCharacters toUSVString transferableAbortSignal transferableAbortController aborted types parseEnv parseArgs TextDecoder TextEncoder MIMEType MIMEParams",
    "global.write": "setTraceSigInt",
  },
  "util/types": null,
  v8: {
    "code.dynamic": "setFlagsFromString queryObjects startupSnapshot",
    "fs.write@0:path": "writeHeapSnapshot",
    "fs.write": "takeCoverage stopCoverage setHeapSnapshotNearHeapLimit",
    "log.sensitive": "getHeapSnapshot",
    "global.write": "promiseHooks",
    "-": "cachedDataVersionTag getHeapStatistics getHeapSpaceStatistics getHeapCodeStatistics getCppHeapStatistics Serializer Deserializer DefaultSerializer DefaultDeserializer deserialize serialize GCProfiler isStringOneByteRepresentation startCpuProfile heapStatistics",
  },
  vm: {
    "code.eval":
      "Script createContext createScript runInContext runInNewContext runInThisContext compileFunction Module SourceTextModule SyntheticModule",
    "-": "isContext measureMemory constants",
  },
  wasi: { "code.wasm fs.read fs.write": "WASI" },
  worker_threads: {
    "worker.spawn@0:script": "Worker",
    "code.eval": "moveMessagePortToContext",
    "global.write": "BroadcastChannel postMessageToThread setEnvironmentData locks",
    "-": "isMainThread isInternalThread MessagePort MessageChannel markAsUntransferable markAsUncloneable isMarkedAsUntransferable receiveMessageOnPort resourceLimits threadId threadName SHARE_ENV parentPort workerData getEnvironmentData",
  },
  zlib: null,
};
export const GLOBALS: Table = {
  "code.eval": "eval Function process._eval",
  "-": "Object Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError JSON Intl ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet Proxy Reflect FinalizationRegistry WeakRef Iterator AsyncIterator DisposableStack AsyncDisposableStack decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite isNaN SharedArrayBuffer Atomics Temporal arguments Math.abs Math.acos Math.acosh Math.asin Math.asinh Math.atan Math.atan2 Math.atanh Math.cbrt Math.ceil Math.clz32 Math.cos Math.cosh Math.exp Math.expm1 Math.floor Math.f16round Math.fround Math.hypot Math.imul Math.log Math.log10 Math.log1p Math.log2 Math.max Math.min Math.pow Math.round Math.sign Math.sin Math.sinh Math.sqrt Math.sumPrecise Math.tan Math.tanh Math.trunc Math.E Math.LN10 Math.LN2 Math.LOG10E Math.LOG2E Math.PI Math.SQRT1_2 Math.SQRT2 Math.constructor Math.toString Math.valueOf process.version process.versions process.arch process.platform process.release process._rawDebug process.moduleLoadList process.config process.uptime process.getActiveResourcesInfo process.cpuUsage process.threadCpuUsage process.resourceUsage process.memoryUsage process.constrainedMemory process.availableMemory process.getuid process.geteuid process.getgid process.getegid process.getgroups process.allowedNodeEnvironmentFlags process.features process.assert process.hasUncaughtExceptionCaptureCallback process.emitWarning process.nextTick process.sourceMapsEnabled process.stdout process.stdin process.stderr process.cwd process.title process.argv process.argv0 process.execArgv process.pid process.ppid process.execPath process.debugPort process.openStdin process.exitCode process._exiting process._eventsCount process._maxListeners process.getMaxListeners process.listenerCount process.eventNames process.connected process.permission process.finalization process.noDeprecation process.throwDeprecation process.traceDeprecation process.noProcessWarnings process.traceProcessWarnings process.ref process.unref process.constructor console.log console.warn console.dir console.time console.timeEnd console.timeLog console.trace console.assert console.clear console.count console.countReset console.group console.groupEnd console.table console.debug console.info console.dirxml console.error console.groupCollapsed console._stdoutErrorHandler console._stderrErrorHandler console._ignoreErrors console._times console.Console console.profile console.profileEnd console.timeStamp console.context console.createTask console._stdout console._stderr performance.constructor performance.clearMarks performance.clearMeasures performance.clearResourceTimings performance.setResourceTimingBufferSize performance.eventLoopUtilization performance.markResourceTiming performance.onresourcetimingbufferfull performance.addEventListener performance.removeEventListener performance.dispatchEvent performance.memory performance.eventCounts performance.interactionCount crypto.subtle crypto.CryptoKey Buffer clearImmediate setImmediate URL URLSearchParams DOMException AbortController AbortSignal Event EventTarget CustomEvent CloseEvent TextEncoder TextDecoder TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream DecompressionStream clearInterval clearTimeout setInterval setTimeout queueMicrotask structuredClone atob btoa MessageChannel MessagePort MessageEvent Blob File FormData Headers Request Response Crypto CryptoKey SubtleCrypto PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserverEntryList PerformanceResourceTiming URLPattern ErrorEvent __filename __dirname exports define cancelAnimationFrame cancelIdleCallback alert confirm prompt matchMedia getComputedStyle scroll scrollBy scrollTo moveBy moveTo resizeBy resizeTo captureEvents releaseEvents closed devicePixelRatio innerHeight innerWidth outerHeight outerWidth length locationbar menubar personalbar scrollbars statusbar toolbar orientation originAgentCluster pageXOffset pageYOffset screen screenLeft screenTop screenX screenY scrollX scrollY speechSynthesis crossOriginIsolated isSecureContext origin createImageBitmap reportError fonts toString viewport DOMParser DOMPoint DOMPointReadOnly DOMQuad DOMRect DOMRectReadOnly DOMMatrix DOMMatrixReadOnly WebKitCSSMatrix FileReader FileReaderSync ImageData ImageBitmap OffscreenCanvas Path2D NodeFilter XMLSerializer visualViewport MutationObserver IntersectionObserver ResizeObserver DOMTokenList NodeList HTMLCollection NamedNodeMap XPathResult XPathEvaluator XPathExpression DataTransfer webkitURL navigator.userAgent navigator.userAgentData navigator.appName navigator.appVersion navigator.appCodeName navigator.platform navigator.product navigator.productSub navigator.vendor navigator.vendorSub navigator.language navigator.languages navigator.onLine navigator.hardwareConcurrency navigator.deviceMemory navigator.maxTouchPoints navigator.cookieEnabled navigator.doNotTrack navigator.webdriver navigator.pdfViewerEnabled navigator.connection navigator.userActivation navigator.scheduling navigator.standalone navigator.msMaxTouchPoints navigator.javaEnabled navigator.vibrate",
  random: "Math.random crypto.getRandomValues crypto.randomUUID",
  global: "globalThis global window self frames top parent opener",
  environment: "process.env",
  "time.high-resolution":
    "process.hrtime performance.now performance.timeOrigin performance.mark performance.measure performance.getEntries performance.getEntriesByName performance.getEntriesByType performance.nodeTiming performance.toJSON performance.timerify performance.timing performance.navigation Performance PerformanceObserver requestAnimationFrame requestIdleCallback scheduler",
  "env.write fs.read@0:path": "process.loadEnvFile",
  "process.exit": "process.exit process.reallyExit process.abort",
  "process.signal":
    "process.kill process._kill process.send process._send process.disconnect process._disconnect process.channel process._channel process._handleQueue process._pendingMessage process.target process._debugEnd process._startProfilerIdleNotifier process._stopProfilerIdleNotifier",
  "process.signal code.eval": "process._debugProcess",
  "code.native": "process.binding process._linkedBinding process.dlopen",
  "code.dynamic-import code.dynamic": "process.mainModule",
  "code.dynamic-import@0:specifier": "process.getBuiltinModule require",
  "code.dynamic":
    "process._getActiveHandles process._getActiveRequests process._events process.domain process._fatalException process._tickCallback process.listeners process.rawListeners Deno Bun WScript WSH ActiveXObject chrome browser",
  "code.dynamic-import": "process._preload_modules module",
  "fs.write env.read": "process.report",
  "global.write@0:event":
    "process.on process.once process.addListener process.prependListener process.prependOnceListener process.off process.removeListener",
  "global.write":
    "process.chdir process.umask process.initgroups process.setgroups process.setegid process.seteuid process.setgid process.setuid process.setUncaughtExceptionCaptureCallback process.addUncaughtExceptionCaptureCallback process.setSourceMapsEnabled process.removeAllListeners process.emit process.setMaxListeners BroadcastChannel postMessage dispatchEvent addEventListener removeEventListener name status close stop focus blur print",
  "process.spawn@0:program": "process.execve",
  "net.connect@0:url": "fetch WebSocket EventSource WebTransport navigator.sendBeacon",
  "code.wasm": "WebAssembly",
  "code.eval net.connect export.persistent":
    "document Image Audio Option Range Comment Text DocumentFragment CDATASection customElements HTMLElement getSelection event external frameElement StaticRange XSLTProcessor CustomElementRegistry Selection Document Node Element ShadowRoot Window SVGElement MathMLElement navigation onmessage",
  "code.eval net.connect": "open location history",
  "net.connect":
    "XMLHttpRequest RTCPeerConnection webkitRTCPeerConnection RTCDataChannel FontFace XMLHttpRequestEventTarget XMLHttpRequestUpload PushManager Notification PaymentRequest RemotePlayback MediaSource ManagedMediaSource",
  "code.eval@0:script net.connect": "importScripts",
  "worker.spawn@0:script": "Worker SharedWorker",
  "worker.spawn":
    "Worklet ServiceWorkerContainer ServiceWorker AudioWorklet AudioWorkletNode AudioContext OfflineAudioContext BaseAudioContext navigator.serviceWorker",
  "export.persistent":
    "localStorage sessionStorage indexedDB caches cookieStore IDBFactory Storage CacheStorage CookieStore showOpenFilePicker showSaveFilePicker showDirectoryPicker requestFileSystem webkitRequestFileSystem navigator.clipboard navigator.storage navigator.share navigator.credentials navigator.usb navigator.serial navigator.bluetooth navigator.hid navigator.mediaDevices navigator.geolocation navigator.locks",
};
export const REQUIRE: Table = { "-": "resolve name length", "code.dynamic code.dynamic-import": "cache main extensions" };
export const MODULE_OBJECT: Table = {
  "-": "exports id filename loaded paths path isPreloading hot webpackPolyfill deprecate nodeType",
  "code.dynamic-import@0:specifier": "require",
  "code.dynamic code.dynamic-import": "parent children constructor load _compile",
};
export const IMPORT_META: Table = { "-": "url dirname filename resolve env hot main glob" };
export const BROWSER_TYPES =
  /^(?:(?:HTML|SVG|MathML)[A-Za-z]*(?:Element|Collection|List|Length|Angle|Number|Point|Rect|Transform|Matrix|Types|String|Ratio|Animated[A-Za-z]*)|CSS[A-Za-z]*|[A-Z][A-Za-z]*Event|GPU[A-Za-z]*|WebGL[A-Za-z0-9]*|IDB[A-Za-z]+)$/;
