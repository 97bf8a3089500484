// EXPECT: env.read
export const copy = structuredClone(process.env);
