/** The object `process`, which is `node:process` as well. */
import type { CatalogueTable } from "./entry.js";

const LISTENERS = "on once addListener prependListener prependOnceListener off removeListener";

export const PROCESS: CatalogueTable = {
  environment: "env",
  "-":
    "version versions arch platform release _rawDebug moduleLoadList config uptime getActiveResourcesInfo cpuUsage threadCpuUsage resourceUsage " +
    "memoryUsage constrainedMemory availableMemory getuid geteuid getgid getegid getgroups allowedNodeEnvironmentFlags features assert " +
    "hasUncaughtExceptionCaptureCallback emitWarning nextTick sourceMapsEnabled stdout stdin stderr cwd title argv argv0 execArgv pid ppid " +
    "execPath debugPort openStdin exitCode _exiting _eventsCount _maxListeners getMaxListeners listenerCount eventNames connected permission " +
    "finalization noDeprecation throwDeprecation traceDeprecation noProcessWarnings traceProcessWarnings ref unref " +
    "constructor",
  "time.high-resolution": "hrtime",
  "env.write fs.read@0": "loadEnvFile",
  "process.exit": "exit reallyExit abort",
  "process.signal":
    "kill _kill send _send disconnect _disconnect channel _channel _handleQueue _pendingMessage target _debugEnd _startProfilerIdleNotifier _stopProfilerIdleNotifier",
  // Opens the inspector of a process, through which anything can be run in it.
  "process.signal code.eval": "_debugProcess",
  "code.native": "binding _linkedBinding dlopen",
  // Modules of the running program, with everything they hold.
  "code.dynamic-import code.dynamic": "mainModule",
  "code.dynamic-import@0": "getBuiltinModule",
  "code.dynamic": "_getActiveHandles _getActiveRequests _events domain _fatalException _tickCallback listeners rawListeners",
  "code.eval": "_eval",
  "code.dynamic-import": "_preload_modules",
  // A report holds the environment, and may be written anywhere.
  "fs.write env.read": "report",
  // One event: a signal that is handled no longer ends the process, nor does an error that nobody caught.
  "global.write@0:event": LISTENERS,
  // The state of the whole process.
  "global.write":
    "chdir umask initgroups setgroups setegid seteuid setgid setuid setUncaughtExceptionCaptureCallback " +
    "addUncaughtExceptionCaptureCallback setSourceMapsEnabled removeAllListeners emit setMaxListeners",
  "process.spawn@0": "execve",
};
