// `x instanceof C` runs a `[Symbol.hasInstance]` of `C`, with the class as `this`.
const table = [1, 2, 3];
let kept: unknown = null;

class Makes {
  at = 1;
  static [Symbol.hasInstance](_: unknown): boolean {
    const made = new this();
    const other: { at: number } = made;
    other.at = 9;
    kept = made.pick();
    return true;
  }
  pick(): unknown {
    return table[this.at]; // OOB
  }
}

let known: (new () => { at: number; pick(): unknown }) | null = null;
class LetsOut {
  at = 1;
  static [Symbol.hasInstance](_: unknown): boolean {
    known = this;
    return true;
  }
  pick(): unknown {
    return table[this.at]; // OOB
  }
}

class Gives {
  at = 1;
  static get [Symbol.hasInstance](): (this: new () => { at: number; pick(): unknown }, _: unknown) => boolean {
    return function () {
      const made = new this();
      made.at = 9;
      kept = made.pick();
      return true;
    };
  }
  pick(): unknown {
    return table[this.at]; // OOB
  }
}

export function run(): unknown[] {
  const found: unknown[] = [{} instanceof Makes, kept];
  if ({} instanceof LetsOut && known !== null) {
    const made = new known();
    made.at = 9;
    found.push(made.pick());
  }
  found.push({} instanceof Gives, kept);
  return found.map(String);
}
