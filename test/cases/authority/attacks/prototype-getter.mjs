// EXPECT: global.write
Object.defineProperty(Object.prototype, "shell", { get: () => "/bin/sh" });
