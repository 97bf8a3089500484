// EXPECT: fs.read
module.exports = require("fs");
