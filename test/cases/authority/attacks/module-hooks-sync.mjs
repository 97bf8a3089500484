// EXPECT: code.dynamic-import
import { registerHooks } from "node:module";
registerHooks({ load: () => ({ format: "module", source: "process.exit()", shortCircuit: true }) });
