// EXPECT: code.dynamic-import
const use = (r) => r("child_process");
use(require);
