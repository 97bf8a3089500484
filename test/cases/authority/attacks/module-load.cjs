// EXPECT: code.dynamic-import
const Module = require("module");
Module._load("child_process");
