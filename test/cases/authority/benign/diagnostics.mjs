import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
const store = new AsyncLocalStorage();
export const bus = new EventEmitter();
bus.on("data", (x) => store.run(x, () => store.getStore()));
