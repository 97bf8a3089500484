// EXPECT: code.dynamic
import v8 from "v8";
v8.setFlagsFromString("--allow-natives-syntax");
