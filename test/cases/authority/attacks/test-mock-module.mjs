// EXPECT: global.write
import { mock } from "node:test";
mock.module("node:fs", { namedExports: {} });
