// The derived class's initialisers run after the base constructor has called init.
class Base { constructor() { this.init(); } init(): void { /* nothing yet */ } }
class Stack extends Base {
  declare top: number;
  items: number[] = [];
  override init(): void { this.items = [1, 2, 3]; this.top = 3; }
  peek(): number { return this.items[this.top - 1]; } // OOB
}
export function run(): unknown { return new Stack().peek(); }
