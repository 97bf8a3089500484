// EXPECT: global.write
const p = Promise.prototype;
p.then = () => {};
