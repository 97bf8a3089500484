// EXPECT: global.write
process.once("uncaughtException", () => undefined);
