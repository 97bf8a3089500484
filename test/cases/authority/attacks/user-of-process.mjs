// EXPECT: global.write
process.setuid(0);
