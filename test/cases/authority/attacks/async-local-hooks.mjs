// EXPECT: code.dynamic
import { createHook, executionAsyncResource } from "node:async_hooks";
createHook({ init: () => executionAsyncResource() }).enable();
