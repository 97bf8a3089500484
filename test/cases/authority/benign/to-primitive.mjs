export class Money {
  [Symbol.toPrimitive](hint) {
    return hint === "string" ? "1 EUR" : 1;
  }
}
export const shown = `${new Money()}` + (new Money() + 1);
