// A tag is a call.
export function run(): unknown {
  const a = [1, 2];
  const tag = (parts: TemplateStringsArray): string => { a.length = 0; return parts.join(); };
  const last = a.length - 1;
  const text = tag`hello`;
  return [text, a[last]]; // OOB
}
