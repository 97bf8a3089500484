/** The two ends of a synchronous conversation with a worker: messages on a port, and a counter in shared memory to sleep on. */
import { MessageChannel, MessagePort, receiveMessageOnPort, Worker, workerData } from "node:worker_threads";
import { InternalError } from "../core/errors.js";

export interface SyncConnection {
  readonly send: (message: unknown) => void;
  readonly onTask: (listener: (task: unknown) => void) => void;
}

/** The worker's end, from its `workerData`. */
export function connectSync(data: unknown): SyncConnection {
  if (typeof data !== "object" || data === null || !("port" in data) || !("signal" in data)) {
    throw new InternalError("a synchronous worker is given no port");
  }
  const { port, signal } = data;
  if (!(port instanceof MessagePort) || !(signal instanceof Int32Array))
    throw new InternalError("a synchronous worker is given no port");
  return {
    send: (message) => {
      port.postMessage(message);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
    },
    onTask: (listener) => {
      port.on("message", listener);
    },
  };
}

/**
 * Answers every message to this worker by what `load` makes of it, which begins only when it is arranged that errors, and the end of the thread, are
 * told as far as they still can: as `crashed`, with a message. `send` is for what comes before the answer.
 */
export function serveSync(load: (send: SyncConnection["send"]) => Promise<(message: unknown) => unknown>): void {
  const { send, onTask } = connectSync(workerData);
  const crashed = (message: string): void => {
    send({ kind: "crashed", message });
  };
  process.on("exit", () => {
    crashed("the worker ends");
  });
  const loading = load(send);
  loading.catch(() => undefined);
  onTask((message) => {
    loading
      .then((perform) => perform(message))
      .then(send, (error: unknown) => {
        crashed(error instanceof Error ? error.message : String(error));
      });
  });
}

export interface SyncThread {
  send(message: unknown): void;
  /** Sleeps until a message is there; null after `milliseconds` without one. */
  receive(milliseconds: number): { readonly message: unknown } | null;
  terminate(): void;
}

/** Starts a worker that does not keep the process alive. */
export function startSyncThread(file: URL): SyncThread {
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(file, {
    workerData: { port: port2, signal },
    transferList: [port2],
    execArgv: [],
    resourceLimits: { stackSizeMb: 16 },
  });
  // What happened is told by the silence that follows; without a listener an error of the worker would end the process.
  worker.on("error", () => undefined);
  worker.unref();
  port1.unref();
  return {
    send: (message) => {
      port1.postMessage(message);
    },
    receive: (milliseconds) => {
      const until = performance.now() + milliseconds;
      for (;;) {
        const seen = Atomics.load(signal, 0);
        const entry = receiveMessageOnPort(port1);
        if (entry !== undefined) return { message: entry.message as unknown };
        const left = until - performance.now();
        if (left <= 0) return null;
        Atomics.wait(signal, 0, seen, left);
      }
    },
    terminate: () => {
      port1.close();
      void worker.terminate();
    },
  };
}
