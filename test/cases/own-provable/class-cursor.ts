// tier: class invariant with private fields. The position only grows and is tested before each read.
class Scanner {
  #text: string;
  #at = 0;
  constructor(text: string) { this.#text = text; }
  word(): string {
    const text = this.#text;
    let i = this.#at;
    while (i < text.length && text[i] === ' ') i++;
    let w = '';
    while (i < text.length && text[i] !== ' ') { w += text[i]; i++; }
    this.#at = i;
    return w;
  }
}
export function run(): unknown { const s = new Scanner('to be  or'); return [s.word(), s.word(), s.word(), s.word()]; }
