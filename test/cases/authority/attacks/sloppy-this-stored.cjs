// RUNTIME: process.exit
const box = {};
box.f = function () {
  return this;
};
const { f } = box;
exports.x = f().process;
