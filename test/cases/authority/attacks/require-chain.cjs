// EXPECT: fs.read
const { readFile } = require("fs").promises;
exports.steal = () => readFile("/etc/passwd");
