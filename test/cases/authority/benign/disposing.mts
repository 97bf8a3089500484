export function f(log: string[]): void {
  using held = { [Symbol.dispose]: () => void log.push("released") };
  log.push(String(held !== null));
}
