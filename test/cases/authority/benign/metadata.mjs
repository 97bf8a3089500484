export const here = import.meta.url;
export const folder = import.meta.dirname;
