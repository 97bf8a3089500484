// RUNTIME: code.eval
export const go = (f, name) => f[name]("return process");
