// EXPECT: global.write
process.setUncaughtExceptionCaptureCallback(() => undefined);
