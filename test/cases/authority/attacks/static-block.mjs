// EXPECT: code.dynamic
export class A {
  static #f;
  static {
    ({ Function: A.#f } = globalThis);
  }
  static run = (text) => A.#f(text)();
}
