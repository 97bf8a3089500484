// EXPECT: global.write
Array.prototype.map = function () {};
