export const hasFetch = typeof fetch === "function";
export const isBrowser = typeof window !== "undefined" && typeof document !== "undefined";
export const isNode = typeof process !== "undefined";
