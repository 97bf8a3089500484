// EXPECT: global.write
process.emit("SIGTERM");
