// EXPECT: code.native
import { DatabaseSync } from "node:sqlite";
new DatabaseSync(":memory:", { allowExtension: true }).loadExtension("/tmp/x.so");
