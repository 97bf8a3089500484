const tools = { eval: (x) => x, fetch: (x) => x, process: { env: {} } };
export const f = (x) => tools.eval(tools.fetch(x)) ?? tools.process.env;
