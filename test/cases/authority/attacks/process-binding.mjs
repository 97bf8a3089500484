// EXPECT: code.native
process.binding("spawn_sync");
