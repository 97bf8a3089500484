// EXPECT: code.dynamic
Error.prepareStackTrace = (error, frames) => frames[0].getFunction();
