// EXPECT: process.exit
const registry = new FinalizationRegistry(process.exit);
registry.register({}, 1);
