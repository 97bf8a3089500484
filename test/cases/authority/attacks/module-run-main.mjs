// EXPECT: code.dynamic-import
import Module from "node:module";
process.argv[1] = "./other.js";
Module.runMain();
