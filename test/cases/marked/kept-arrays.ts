// Arrays that nobody but the functions of a module or a class has: what they hold stays known though they grow and shrink.
const names: string[] = [];
export function add(name: unknown): void {
  names.push(`<${typeof name}>`);
}
export function longest(): number {
  let best = 0;
  for (let i = 0; i < names.length; i++) best = Math.max(best, names[i].length); // PROVED
  return best;
}
const depths: number[] = [];
export function visit(sizes: readonly number[]): number {
  depths.length = 0;
  depths.push(1);
  let sum = 0;
  while (depths.length > 0) {
    sum += depths[depths.length - 1]; // PROVED
    const next = depths.pop() ?? 0;
    if (next < 9) depths.push(next + 1);
  }
  return sum + sizes.length;
}
const table: number[] = [];
for (let n = 0; n < 256; n++) table.push((n * 7) & 15);
const sixteen = new Uint8Array(16);
export function byTable(i: number): number {
  return Number.isInteger(i) && i >= 0 && i < table.length ? sixteen[table[i]] : 0; // PROVED PROVED
}
export class Queue {
  #items: number[] = [];
  add(x: number): void {
    this.#items.push(x * 1);
  }
  count(x: number): number {
    let count = 0;
    for (let i = this.#items.length - 1; i >= 0; i--) if (this.#items[i] === x) count++; // PROVED
    return count;
  }
  clear(): void {
    this.#items.length = 0;
  }
  last(then: () => void): number {
    if (this.#items.length === 0) return 0;
    then();
    return this.#items[0];
  }
}
const shared: string[] = [];
export const handOut = (): readonly string[] => shared;
export function addShared(): void {
  shared.push("a");
}
export function longestShared(): number {
  let best = 0;
  for (let i = 0; i < shared.length; i++) best = Math.max(best, shared[i].length);
  return best;
}
