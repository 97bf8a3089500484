// EXPECT: process.spawn
const { execSync } = await import("NODE:child_process".toLowerCase());
execSync("id");
