/** Names that are there without an import, in the language and in Node. */
import type { CatalogueTable } from "./entry.js";

/** The language. Writing to any of them, or to what they hold, is `global.write`. */
export const INTRINSICS: CatalogueTable = {
  "code.eval": "eval Function",
  "-":
    "Object Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error AggregateError EvalError " +
    "RangeError ReferenceError SyntaxError TypeError URIError SuppressedError JSON Intl ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array " +
    "Uint32Array Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap " +
    "WeakSet Proxy Reflect FinalizationRegistry WeakRef Iterator AsyncIterator DisposableStack AsyncDisposableStack decodeURI " +
    "decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite isNaN SharedArrayBuffer Atomics Temporal arguments",
  "=math": "Math",
};

export const MATH: CatalogueTable = {
  random: "random",
  "-":
    "abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor f16round fround hypot imul log log10 log1p log2 max min " +
    "pow round sign sin sinh sqrt sumPrecise tan tanh trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 constructor toString valueOf",
};

/** Node and browsers. */
export const HOST_GLOBALS: CatalogueTable = {
  global: "globalThis global window self frames top parent opener",
  "=process": "process",
  "=console": "console",
  "=performance": "performance",
  "=module crypto": "crypto",
  "-":
    "Buffer clearImmediate setImmediate URL URLSearchParams DOMException AbortController AbortSignal Event EventTarget CustomEvent CloseEvent " +
    "TextEncoder TextDecoder TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController " +
    "WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest " +
    "ReadableByteStreamController ReadableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream " +
    "TextDecoderStream CompressionStream DecompressionStream clearInterval clearTimeout setInterval setTimeout queueMicrotask structuredClone " +
    "atob btoa MessageChannel MessagePort MessageEvent Blob File FormData Headers Request Response Crypto CryptoKey SubtleCrypto " +
    "PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserverEntryList PerformanceResourceTiming URLPattern ErrorEvent " +
    "__filename __dirname exports " +
    // What loaders of modules define; what it hands on was taken hold of elsewhere.
    "define",
  "time.high-resolution": "Performance PerformanceObserver",
  "global.write": "BroadcastChannel",
  "net.connect@0:url": "fetch WebSocket EventSource",
  "code.wasm": "WebAssembly",
  // The loader of CommonJS. Constant names are imports; whoever has it as a value loads anything.
  "code.dynamic-import@0": "require",
  "code.dynamic-import": "module",
  // What other hosts give.
  "code.dynamic": "Deno Bun WScript WSH ActiveXObject chrome browser",
};

/** Members of `require`. */
export const REQUIRE: CatalogueTable = {
  "-": "resolve name length",
  "code.dynamic code.dynamic-import": "cache main extensions",
};

/** Members of `module` (CommonJS). */
export const MODULE_OBJECT: CatalogueTable = {
  "-": "exports id filename loaded paths path isPreloading hot webpackPolyfill deprecate nodeType",
  "code.dynamic-import@0": "require",
  "code.dynamic code.dynamic-import": "parent children constructor load _compile",
};

/** Members of `import.meta`. */
export const IMPORT_META: CatalogueTable = { "-": "url dirname filename resolve env hot main glob" };
