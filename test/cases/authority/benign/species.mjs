export class List {
  map(f) {
    return new this.constructor(f);
  }
  get kind() {
    return this.constructor.name;
  }
}
