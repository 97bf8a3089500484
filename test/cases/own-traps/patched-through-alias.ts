// The prototype is reached through an instance, the method through a variable.
export function run(): unknown {
  const name = 'concat';
  const holder = Reflect.getPrototypeOf([]) as unknown as Record<string, unknown>;
  const original = holder[name];
  try {
    holder[name] = () => [];
    const b = [1].concat([2]);
    return b[1]; // OOB
  } finally {
    holder[name] = original;
  }
}
