// EXPECT: code.dynamic-import
module.exports = [1].map(function () {
  return this.process;
});
