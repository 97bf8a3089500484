// EXPECT: process.spawn
export const go = async () => (await import("node:" + "child_process")).exec("id");
