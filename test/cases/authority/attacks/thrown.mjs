// EXPECT: code.eval
try { throw Function; } catch (F) { new F("return 1")(); }
