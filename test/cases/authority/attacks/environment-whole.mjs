// EXPECT: env.read
export const dump = () => JSON.stringify(process.env);
