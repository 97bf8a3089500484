// EXPECT: code.dynamic
for (const value of Object.values(globalThis)) if (typeof value === "function") value();
