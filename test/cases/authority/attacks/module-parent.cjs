// EXPECT: code.dynamic
module.parent.require("child_process");
