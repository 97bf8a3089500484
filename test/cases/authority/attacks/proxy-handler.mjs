// EXPECT: net.connect
export const tempting = new Proxy({}, { get: () => fetch });
