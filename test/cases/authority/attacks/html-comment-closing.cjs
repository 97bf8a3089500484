// EXPECT: code.dynamic
let x = 1
/* a
*/ --> 0; function require(n) { return { execSync() {} }; }
require("child_process").execSync("id");
