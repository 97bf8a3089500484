// EXPECT: code.dynamic-import
process.mainModule.require("child_process");
