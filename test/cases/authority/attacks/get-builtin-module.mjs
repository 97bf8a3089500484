// EXPECT: process.spawn
process.getBuiltinModule("child_process").exec("id");
