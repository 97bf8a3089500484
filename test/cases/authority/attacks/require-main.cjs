// EXPECT: code.dynamic
require.main.require("child_process").exec("id");
