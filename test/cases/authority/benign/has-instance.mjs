export class Even {
  static [Symbol.hasInstance](n) {
    return n % 2 === 0;
  }
}
export const isEven = (n) => n instanceof Even;
