// The callback gets the object whose field is being walked.
class List {
  items = [1, 2, 3];
  sum(visit: (self: List) => void): number {
    let s = 0;
    for (let i = 0, n = this.items.length; i < n; i++) {
      s += this.items[i]; // OOB
      visit(this);
    }
    return s;
  }
}
export function run(): unknown { return new List().sum((self) => { self.items = []; }); }
