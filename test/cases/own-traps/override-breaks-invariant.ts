// A subclass overrides the method the base class's proof would need.
class Buffer2 {
  protected data = new Uint8Array(4);
  size(): number { return this.data.length; }
  last(): number { return this.data[this.size() - 1]; } // OOB
}
class Liar extends Buffer2 { override size(): number { return 9; } }
export function run(): unknown { return new Liar().last(); }
