// EXPECT: code.dynamic
module.constructor._load("child_process");
