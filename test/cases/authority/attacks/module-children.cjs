// EXPECT: code.dynamic
for (const child of module.children) child.exports = null;
