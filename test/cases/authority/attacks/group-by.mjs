// EXPECT: env.read
const { x: [p] } = Object.groupBy([process], () => "x");
export const token = p.env.TOKEN;
