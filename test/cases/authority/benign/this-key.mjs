export class Bag {
  constructor() {
    this.items = {};
  }
  take(k) {
    return this[k];
  }
}
