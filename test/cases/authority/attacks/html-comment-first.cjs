// EXPECT: code.dynamic
<!-- x
require("child_process").execSync("id");
