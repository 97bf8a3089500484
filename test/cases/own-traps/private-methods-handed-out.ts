// A private method that is read runs on whatever it is called on; what a private field or accessor holds is called on the instance.
interface Sink {
  head: number;
}
class Reads {
  rows = new Uint8Array(4);
  #last(): unknown {
    return this.rows[3]; // OOB
  }
  passOn(): unknown {
    const other = { rows: new Uint8Array(1), last: this.#last };
    return other.last();
  }
}
class Indexes {
  at = 1;
  #pick(): unknown {
    return TABLE[this.at]; // OOB
  }
  callBack(): unknown {
    return [0].map(this.#pick, { at: 9 })[0];
  }
}
const TABLE = [1, 2, 3];

class Ring {
  readonly cells = new Float64Array(8);
  head = 0;
  #onPush: (this: Sink) => void;
  constructor(onPush: (this: Sink) => void) {
    this.#onPush = onPush;
  }
  push(value: number): void {
    this.cells[this.head] = value;
    this.head = (this.head + 1) & 7;
    this.#onPush();
  }
  peek(): unknown {
    return this.cells[this.head]; // OOB
  }
}
class Gives {
  rows = [1, 2, 3];
  get #cut(): (this: { rows: number[] }) => void {
    return function () {
      this.rows.length = 1;
    };
  }
  go(): unknown {
    this.#cut();
    return this.rows[2]; // OOB
  }
}
class Calls {
  rows = [1, 2, 3];
  #sum(): number {
    return this.rows.length;
  }
  go(): unknown {
    return this.#sum() + (this.rows[2] ?? 0);
  }
}

export function run(): unknown[] {
  const ring = new Ring(function () {
    this.head = 100;
  });
  ring.push(1);
  return [new Reads().passOn(), new Indexes().callBack(), ring.peek(), new Gives().go(), new Calls().go()].map(String);
}
