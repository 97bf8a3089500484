export const now = () => Date.now() + new Date().getTime();
export const round = (x) => Math.round(x) + Number.parseInt("1", 10);
