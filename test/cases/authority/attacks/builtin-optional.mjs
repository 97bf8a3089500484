// EXPECT: process.spawn
process?.getBuiltinModule?.("node:child_process")?.execSync?.("id");
