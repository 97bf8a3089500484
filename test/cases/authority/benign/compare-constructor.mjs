export const isPlain = (x) => x.constructor === Object || x.constructor === undefined;
export const isFunction = (x) => x instanceof Function || typeof x === "function";
