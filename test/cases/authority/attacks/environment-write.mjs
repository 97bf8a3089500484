// EXPECT: env.write
process.env["NODE_OPTIONS"] = "--require ./evil.js";
