// EXPECT: process.exit
globalThis.globalThis.self.process.exit(1);
