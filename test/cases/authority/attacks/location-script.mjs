// EXPECT: code.eval
location.href = "javascript:alert(1)";
