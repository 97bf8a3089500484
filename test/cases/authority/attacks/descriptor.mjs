// EXPECT: code.dynamic
Object.getOwnPropertyDescriptor(globalThis, "process").get();
