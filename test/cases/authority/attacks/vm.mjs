// EXPECT: code.eval
import vm from "vm";
vm.runInThisContext("process.exit()");
