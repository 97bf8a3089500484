// EXPECT: code.eval
document.createElement("script").text = "alert(1)";
