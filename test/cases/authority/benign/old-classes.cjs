function Point(x) {
  this.x = x;
}
Point.prototype.get = function () {
  return this.x;
};
Point.prototype.chain = function () {
  return this;
};
module.exports = Point;
