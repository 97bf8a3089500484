// EXPECT: code.eval
import repl from "node:repl";
repl.start().setupHistory("/tmp/h", () => undefined);
