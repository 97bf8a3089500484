// EXPECT: process.spawn
import { AsyncLocalStorage } from "node:async_hooks";
import { execSync } from "node:child_process";
const store = new AsyncLocalStorage();
store.run(execSync, () => store.getStore()("id"));
