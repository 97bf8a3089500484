// EXPECT: env.read
export const config = {
  get token() {
    return process.env.NPM_TOKEN;
  },
};
