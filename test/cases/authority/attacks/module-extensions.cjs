// EXPECT: code.dynamic-import
require.extensions[".txt"] = (module, file) => module._compile("process.exit()", file);
