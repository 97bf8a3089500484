// The callback is stored by one call and run by another.
class Bus {
  private readonly handlers: (() => void)[] = [];
  on(f: () => void): void { this.handlers.push(f); }
  fire(): void { for (const f of this.handlers) f(); }
}
export function run(): unknown {
  const a = new Array<number>(3).fill(1);
  const bus = new Bus();
  bus.on(() => { a.pop(); });
  const i = a.length - 1;
  bus.fire();
  return a[i]; // OOB
}
