const own = Object.prototype.hasOwnProperty;
export const has = (o, k) => own.call(o, k);
export const list = (a) => Array.prototype.slice.call(a).concat(Object.keys(a));
