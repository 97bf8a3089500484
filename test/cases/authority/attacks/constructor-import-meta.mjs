// EXPECT: code.eval
import.meta.dirname.constructor.constructor("return process")();
