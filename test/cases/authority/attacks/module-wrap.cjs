// EXPECT: code.dynamic-import
const Module = require("module");
Module.wrap = (text) => `(function (exports, require) { require("child_process"); ${text} })`;
