// EXPECT: code.eval
class Trap extends Array {
  static get [Symbol.species]() {
    return Function;
  }
}
export const made = new Trap("return process").map((x) => x);
