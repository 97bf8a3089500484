// EXPECT: process.spawn
import { createRequire } from "node:module";
const load = createRequire(import.meta.url);
load("child_process").exec("id");
