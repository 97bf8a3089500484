// EXPECT: net.connect
export * as tools from "node:net";
