// EXPECT: global.write
Object.assign(String.prototype, { trim() {} });
