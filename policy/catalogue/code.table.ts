/** Modules that run code, load it, start processes and threads, or look into the running program. */
import type { CatalogueTable } from "./entry.js";

export const CHILD_PROCESS: CatalogueTable = {
  "process.spawn@0:shell": "exec execSync",
  "process.spawn@0": "execFile execFileSync spawn spawnSync",
  "process.spawn": "_forkChild ChildProcess fork",
};

export const CLUSTER: CatalogueTable = {
  "process.spawn": "setupPrimary setupMaster fork",
  // Workers of the others, with their processes.
  "process.signal":
    "Worker worker workers disconnect on once addListener prependListener prependOnceListener off removeListener removeAllListeners emit " +
    "_events listeners rawListeners",
  "-":
    "_eventsCount _maxListeners isWorker isMaster isPrimary settings SCHED_NONE SCHED_RR schedulingPolicy setMaxListeners getMaxListeners " +
    "listenerCount eventNames",
};

export const WORKER_THREADS: CatalogueTable = {
  "worker.spawn@0": "Worker",
  "code.eval": "moveMessagePortToContext",
  // Channels and data that other threads share by name.
  "global.write": "BroadcastChannel postMessageToThread setEnvironmentData locks",
  "-":
    "isMainThread isInternalThread MessagePort MessageChannel markAsUntransferable markAsUncloneable isMarkedAsUntransferable " +
    "receiveMessageOnPort resourceLimits threadId threadName SHARE_ENV parentPort workerData getEnvironmentData",
};

export const VM: CatalogueTable = {
  "code.eval":
    "Script createContext createScript runInContext runInNewContext runInThisContext compileFunction Module SourceTextModule SyntheticModule",
  "-": "isContext measureMemory constants",
};

export const MODULE: CatalogueTable = {
  "=module": "Module",
  "-":
    "builtinModules isBuiltin wrap wrapper _nodeModulePaths findSourceMap SourceMap getSourceMapsSupport constants flushCompileCache " +
    "getCompileCacheDir _debug prototype.constructor",
  "fs.read": "_stat _readPackage _findPath _resolveFilename _resolveLookupPaths findPackageJSON",
  "code.dynamic-import": "createRequire _load runMain _preloadModules prototype.require prototype.load prototype._compile",
  // What all modules of the program are loaded by, and the modules themselves.
  "code.dynamic code.dynamic-import": "_cache _pathCache _extensions register registerHooks syncBuiltinESMExports",
  "global.write": "globalPaths _initPaths setSourceMapsSupport",
  "fs.write": "enableCompileCache",
  "code.eval": "stripTypeScriptTypes",
};

export const INSPECTOR: CatalogueTable = {
  "code.eval": "Session",
  "net.listen code.eval": "open waitForDebugger",
  "global.write": "close",
  "-": "url console Network NetworkResources DOMStorage",
};

export const REPL: CatalogueTable = {
  "code.eval": "start REPLServer",
  "-": "writer REPL_MODE_SLOPPY REPL_MODE_STRICT Recoverable isValidSyntax builtinModules _builtinLibs",
};

export const V8: CatalogueTable = {
  // Flags such as --allow-natives-syntax change what code may do.
  "code.dynamic": "setFlagsFromString queryObjects startupSnapshot",
  "fs.write@0": "writeHeapSnapshot",
  "fs.write": "takeCoverage stopCoverage setHeapSnapshotNearHeapLimit",
  // Everything that the program holds, as text.
  "log.sensitive": "getHeapSnapshot",
  "global.write": "promiseHooks",
  "-":
    "cachedDataVersionTag getHeapStatistics getHeapSpaceStatistics getHeapCodeStatistics getCppHeapStatistics Serializer Deserializer " +
    "DefaultSerializer DefaultDeserializer deserialize serialize GCProfiler isStringOneByteRepresentation startCpuProfile heapStatistics",
};

export const WASI: CatalogueTable = { "code.wasm fs.read fs.write": "WASI" };

export const ASYNC_HOOKS: CatalogueTable = {
  // Hooks see every socket, timer and promise of the program.
  "code.dynamic global.write": "createHook executionAsyncResource",
  "-": "AsyncLocalStorage executionAsyncId triggerAsyncId asyncWrapProviders AsyncResource",
};

export const TEST: CatalogueTable = {
  "process.spawn fs.read": "run",
  "global.write": "mock",
  "-": "skip todo only expectFailure after afterEach before beforeEach describe it suite test snapshot assert getTestContext",
};

export const SQLITE: CatalogueTable = {
  "fs.read@0 fs.write@0 code.native": "DatabaseSync Database",
  "fs.read fs.write": "backup",
  "-": "StatementSync Session constants SQLITE_CHANGESET_OMIT SQLITE_CHANGESET_REPLACE SQLITE_CHANGESET_ABORT",
};

export const SEA: CatalogueTable = { "-": "isSea", "fs.read": "getAsset getRawAsset getAssetAsBlob getAssetKeys" };

export const DIAGNOSTICS_CHANNEL: CatalogueTable = {
  // Channels that others publish requests and sockets on.
  "global.write": "channel subscribe tracingChannel unsubscribe Channel boundedChannel BoundedChannel",
  "-": "hasSubscribers",
};

export const TRACE_EVENTS: CatalogueTable = { "fs.write": "createTracing", "-": "getEnabledCategories" };

export const DOMAIN: CatalogueTable = { "global.write": "_stack Domain createDomain create active" };
