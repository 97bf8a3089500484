// EXPECT: code.dynamic-import
module.exports = (name) => require(name);
