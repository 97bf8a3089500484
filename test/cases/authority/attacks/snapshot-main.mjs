// EXPECT: code.dynamic
import { startupSnapshot } from "node:v8";
startupSnapshot.setDeserializeMainFunction(() => undefined);
