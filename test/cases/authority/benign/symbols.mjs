export const first = (o) => o[Symbol.iterator]().next().value;
export const tag = { [Symbol.toStringTag]: "x" };
