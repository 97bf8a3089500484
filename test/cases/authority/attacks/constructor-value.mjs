// EXPECT: code.eval
export const go = (x) => x.constructor.constructor;
