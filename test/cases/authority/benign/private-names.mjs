export class Stack {
  #items = [];
  push(x) {
    return #items in this && this.#items.push(x);
  }
}
