// EXPECT: code.dynamic
const g = (function () {
  return this;
})();
g.process.exit();
exports.x = 1;
