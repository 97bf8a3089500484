// EXPECT: global.write
process.chdir("/");
