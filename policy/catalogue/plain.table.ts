/** Modules that compute, and the few names in them that do more. */
import type { CatalogueTable } from "./entry.js";

const ASSERT: CatalogueTable = {
  "-":
    "fail AssertionError Assert ok equal notEqual deepEqual notDeepEqual deepStrictEqual notDeepStrictEqual strictEqual notStrictEqual " +
    "partialDeepStrictEqual throws rejects doesNotThrow doesNotReject ifError match doesNotMatch CallTracker strict",
};

const UTIL: CatalogueTable = {
  "-":
    "_errnoException _exceptionWithHostPort _extend callbackify convertProcessSignalToExitCode debug debuglog deprecate diff format styleText " +
    "formatWithOptions getCallSite getCallSites getSystemErrorMap getSystemErrorMessage getSystemErrorName inherits inspect isArray isBoolean " +
    "isBuffer isDeepStrictEqual isNull isNullOrUndefined isNumber isString isSymbol isUndefined isRegExp isObject isDate isError isFunction " +
    "isPrimitive log promisify stripVTControlCharacters toUSVString transferableAbortSignal transferableAbortController aborted types parseEnv " +
    "parseArgs TextDecoder TextEncoder MIMEType MIMEParams",
  "global.write": "setTraceSigInt",
};

const UTIL_TYPES: CatalogueTable = {
  "-":
    "isExternal isDate isArgumentsObject isBigIntObject isBooleanObject isNumberObject isStringObject isSymbolObject isNativeError isRegExp " +
    "isAsyncFunction isGeneratorFunction isGeneratorObject isPromise isMap isSet isMapIterator isSetIterator isWeakMap isWeakSet isArrayBuffer " +
    "isDataView isSharedArrayBuffer isProxy isModuleNamespaceObject isAnyArrayBuffer isBoxedPrimitive isArrayBufferView isTypedArray " +
    "isUint8Array isUint8ClampedArray isUint16Array isUint32Array isInt8Array isInt16Array isInt32Array isFloat16Array isFloat32Array " +
    "isFloat64Array isBigInt64Array isBigUint64Array isKeyObject isCryptoKey isEventTarget",
};

const PATH: CatalogueTable = {
  "-":
    "resolve normalize isAbsolute join relative toNamespacedPath dirname basename extname format parse matchesGlob sep delimiter win32 posix " +
    "_makeLong",
};

const STREAM: CatalogueTable = {
  "-":
    "prototype isDestroyed isDisturbed isErrored isReadable isWritable Readable Writable Duplex Transform PassThrough duplexPair pipeline " +
    "addAbortSignal finished destroy compose setDefaultHighWaterMark getDefaultHighWaterMark promises Stream _isArrayBufferView _isUint8Array " +
    "_uint8ArrayToBuffer",
};

const ZLIB: CatalogueTable = {
  "-":
    "crc32 Deflate Inflate Gzip Gunzip DeflateRaw InflateRaw Unzip BrotliCompress BrotliDecompress deflate deflateSync gzip gzipSync deflateRaw " +
    "deflateRawSync unzip unzipSync inflate inflateSync gunzip gunzipSync inflateRaw inflateRawSync brotliCompress brotliCompressSync " +
    "brotliDecompress brotliDecompressSync createDeflate createInflate createDeflateRaw createInflateRaw createGzip createGunzip createUnzip " +
    "createBrotliCompress createBrotliDecompress ZstdCompress ZstdDecompress zstdCompress zstdCompressSync zstdDecompress zstdDecompressSync " +
    "createZstdCompress createZstdDecompress constants codes Z_NO_FLUSH Z_PARTIAL_FLUSH Z_SYNC_FLUSH Z_FULL_FLUSH Z_FINISH Z_BLOCK Z_OK " +
    "Z_STREAM_END Z_NEED_DICT Z_ERRNO Z_STREAM_ERROR Z_DATA_ERROR Z_MEM_ERROR Z_BUF_ERROR Z_VERSION_ERROR Z_NO_COMPRESSION Z_BEST_SPEED " +
    "Z_BEST_COMPRESSION Z_DEFAULT_COMPRESSION Z_FILTERED Z_HUFFMAN_ONLY Z_RLE Z_FIXED Z_DEFAULT_STRATEGY ZLIB_VERNUM DEFLATE INFLATE GZIP " +
    "GUNZIP DEFLATERAW INFLATERAW UNZIP Z_MIN_WINDOWBITS Z_MAX_WINDOWBITS Z_DEFAULT_WINDOWBITS Z_MIN_CHUNK Z_MAX_CHUNK Z_DEFAULT_CHUNK " +
    "Z_MIN_MEMLEVEL Z_MAX_MEMLEVEL Z_DEFAULT_MEMLEVEL Z_MIN_LEVEL Z_MAX_LEVEL Z_DEFAULT_LEVEL",
};

const CRYPTO: CatalogueTable = {
  random:
    "randomBytes randomFill randomFillSync randomInt randomUUID randomUUIDv7 getRandomValues prng pseudoRandomBytes rng generateKeyPair " +
    "generateKeyPairSync generateKey generateKeySync generatePrime generatePrimeSync " +
    "webcrypto.getRandomValues webcrypto.randomUUID",
  // An engine is a shared library.
  "code.native": "setEngine",
  "global.write": "setFips",
  "-":
    "checkPrime checkPrimeSync createCipheriv createDecipheriv createDiffieHellman createDiffieHellmanGroup createECDH createHash createHmac " +
    "createPrivateKey createPublicKey createSecretKey createSign createVerify diffieHellman getCiphers getCipherInfo getCurves getDiffieHellman " +
    "getHashes hkdf hkdfSync pbkdf2 pbkdf2Sync privateDecrypt privateEncrypt publicDecrypt publicEncrypt scrypt scryptSync sign timingSafeEqual " +
    "getFips verify hash Certificate Cipher Cipheriv Decipher Decipheriv DiffieHellman DiffieHellmanGroup ECDH Hash Hmac KeyObject Sign Verify " +
    "X509Certificate secureHeapUsed createCipher createDecipher fips constants webcrypto.subtle webcrypto.CryptoKey subtle argon2 argon2Sync " +
    "encapsulate decapsulate",
};

export const CONSOLE: CatalogueTable = {
  "-":
    "log warn dir time timeEnd timeLog trace assert clear count countReset group groupEnd table debug info dirxml error groupCollapsed " +
    "_stdoutErrorHandler _stderrErrorHandler _ignoreErrors _times Console profile profileEnd timeStamp context createTask _stdout _stderr",
};

export const PERFORMANCE: CatalogueTable = {
  "time.high-resolution":
    "now timeOrigin mark measure getEntries getEntriesByName getEntriesByType nodeTiming toJSON timerify timing navigation",
  "-":
    "constructor clearMarks clearMeasures clearResourceTimings setResourceTimingBufferSize eventLoopUtilization markResourceTiming " +
    "onresourcetimingbufferfull addEventListener removeEventListener dispatchEvent memory eventCounts interactionCount",
};

export const PLAIN_MODULES: Readonly<Record<string, CatalogueTable>> = {
  assert: ASSERT,
  "assert/strict": ASSERT,
  buffer: {
    "-": "Buffer SlowBuffer transcode isUtf8 isAscii kMaxLength kStringMaxLength btoa atob constants INSPECT_MAX_BYTES Blob resolveObjectURL File",
  },
  console: CONSOLE,
  crypto: CRYPTO,
  events: {
    "-":
      "prototype addAbortListener once on getEventListeners getMaxListeners EventEmitter usingDomains captureRejectionSymbol captureRejections " +
      "EventEmitterAsyncResource errorMonitor defaultMaxListeners kMaxEventTargetListeners kMaxEventTargetListenersWarned setMaxListeners init " +
      "listenerCount",
  },
  // What identifies the machine and its user counts as environment.
  os: {
    "env.read": "homedir hostname networkInterfaces tmpdir userInfo",
    "process.signal": "setPriority",
    "-":
      "arch availableParallelism cpus endianness freemem getPriority loadavg platform release totalmem type uptime version machine constants " +
      "EOL devNull",
  },
  path: PATH,
  "path/posix": PATH,
  "path/win32": PATH,
  perf_hooks: {
    "=performance": "performance",
    "time.high-resolution": "Performance PerformanceObserver monitorEventLoopDelay timerify eventLoopUtilization",
    "-": "PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserverEntryList PerformanceResourceTiming createHistogram constants",
  },
  punycode: { "-": "version ucs2 decode encode toASCII toUnicode" },
  querystring: { "-": "unescapeBuffer unescape escape stringify encode parse decode" },
  readline: { "-": "Interface clearLine clearScreenDown createInterface cursorTo emitKeypressEvents moveCursor promises" },
  "readline/promises": { "-": "Interface Readline createInterface" },
  stream: STREAM,
  "stream/consumers": { "-": "arrayBuffer blob buffer bytes text json" },
  "stream/promises": { "-": "finished pipeline" },
  "stream/web": {
    "-":
      "ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController " +
      "ReadableStreamDefaultController TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultWriter " +
      "WritableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream " +
      "DecompressionStream",
  },
  _stream_duplex: { "-": "prototype fromWeb toWeb from Duplex" },
  _stream_passthrough: { "-": "prototype PassThrough" },
  _stream_readable: { "-": "prototype ReadableState _fromList from fromWeb toWeb wrap Readable" },
  _stream_transform: { "-": "prototype Transform" },
  _stream_wrap: { "-": "StreamWrap" },
  _stream_writable: { "-": "prototype WritableState fromWeb toWeb Writable" },
  string_decoder: { "-": "StringDecoder" },
  sys: UTIL,
  "test/reporters": { "-": "dot junit spec tap lcov" },
  timers: {
    "-": "setTimeout clearTimeout setImmediate clearImmediate setInterval clearInterval _unrefActive active unenroll enroll promises",
  },
  "timers/promises": { "-": "setTimeout setImmediate setInterval scheduler" },
  // A terminal is opened by the number of its descriptor.
  tty: { "fs.read": "ReadStream", "fs.write": "WriteStream", "-": "isatty" },
  url: {
    "-":
      "Url parse resolve resolveObject format URL URLSearchParams URLPattern domainToASCII domainToUnicode pathToFileURL fileURLToPath " +
      "fileURLToPathBuffer urlToHttpOptions",
  },
  util: UTIL,
  "util/types": UTIL_TYPES,
  zlib: ZLIB,
};
