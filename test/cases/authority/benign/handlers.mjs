const handlers = { a: () => 1, b: () => 2 };
export const run = (name, x) => handlers[name](x);
