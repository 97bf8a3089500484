// EXPECT: code.dynamic-import
export const go = (name) => process.getBuiltinModule(name);
