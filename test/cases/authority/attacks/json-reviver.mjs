// EXPECT: code.eval
export const run = (text) => JSON.parse(text, (_, value) => (typeof value === "string" ? Function(value)() : value));
