// EXPECT: code.dynamic
Object.values(require.cache).forEach((m) => m.exports);
