// EXPECT: code.dynamic
1 <!-- b; function require(n) { return { execSync() {} }; }
require("child_process").execSync("id");
