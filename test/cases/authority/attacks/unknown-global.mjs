// EXPECT: code.dynamic
hostSpecificReader("/etc/passwd");
