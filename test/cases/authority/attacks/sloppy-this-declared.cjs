// EXPECT: code.dynamic
function root() {
  return this;
}
exports.x = root().process;
