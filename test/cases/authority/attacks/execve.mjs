// EXPECT: process.spawn
process.execve("/bin/sh", ["sh", "-c", "id"]);
