// EXPECT: code.dynamic
module.exports = function (o) {
  with (o) {
    x();
  }
};
