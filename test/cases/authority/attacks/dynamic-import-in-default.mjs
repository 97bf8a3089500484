// EXPECT: fs.read
export const f = async (fs = import("node:fs")) => (await fs).readFileSync("/etc/passwd");
