// <!-- not here -->
const page = "<!-- a -->" + `<!-- ${1} -->` + '-->';
/* <!--
--> */
let n = 3;
while (n-->0) void page;
module.exports = /<!--|-->/.test(page);
