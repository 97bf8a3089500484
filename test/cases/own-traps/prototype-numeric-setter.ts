// A setter for '0' on Array.prototype swallows what push stores.
export function run(): unknown {
  const a: number[] = [];
  try {
    Object.defineProperty(Array.prototype, '0', { set(): void { /* dropped */ }, configurable: true });
    a.push(4);
  } finally {
    delete (Array.prototype as unknown as Record<string, unknown>)['0'];
  }
  return a.length > 0 ? a[0] : -1; // OOB
}
