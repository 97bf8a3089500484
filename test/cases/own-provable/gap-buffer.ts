// tier: class invariant. 0 <= start <= end <= length.
class GapBuffer {
  readonly #cells = new Uint16Array(64);
  #start = 0;
  #end = 64;
  insert(c: number): boolean {
    if (this.#start >= this.#end || this.#start < 0 || this.#start >= this.#cells.length) return false;
    this.#cells[this.#start] = c;
    this.#start++;
    return true;
  }
  left(): void {
    if (this.#start <= 0 || this.#end <= 0 || this.#start > 64 || this.#end > 64) return;
    this.#start--;
    this.#end--;
    this.#cells[this.#end] = this.#cells[this.#start];
  }
  text(): string {
    let s = '';
    for (let i = 0; i < this.#start && i < this.#cells.length; i++) s += String.fromCharCode(this.#cells[i]);
    for (let i = Math.max(0, this.#end); i < this.#cells.length; i++) s += String.fromCharCode(this.#cells[i]);
    return s;
  }
}
export function run(): unknown { const g = new GapBuffer(); for (const c of [97, 98, 99]) g.insert(c); g.left(); g.insert(120); return g.text(); }
