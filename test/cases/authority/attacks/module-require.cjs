// EXPECT: process.spawn
module.require("child_process").exec("id");
