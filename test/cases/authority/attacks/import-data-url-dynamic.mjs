// EXPECT: code.eval
export const run = () => import("data:text/javascript,process.exit()");
