export function* parts(xs) {
  for (const [key, value] of Object.entries(Object.groupBy(xs, (x) => x.kind))) yield { key, value };
}
