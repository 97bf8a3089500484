// EXPECT: global.write
Object.defineProperty(Object.prototype, "then", { get() {} });
