// EXPECT: code.native
module.exports = require("./build/evil.node");
