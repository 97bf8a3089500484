// EXPECT: code.dynamic
for (const name in globalThis) globalThis[name];
