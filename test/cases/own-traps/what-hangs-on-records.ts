// What a record holds is in the hands of whoever has the record: asked for late, by a cycle of names, by what is put into private members.
interface Row {
  m: number[];
}

function make(): Row {
  return { m: [1, 2] };
}
function cut(row: Row): void {
  row.m.length = 0;
}
function passedOn(): unknown {
  const row = make();
  const x = row.m;
  cut(row);
  return x[1]; // OOB
}

const hands: ((row: Row) => void)[] = [(row) => void row.m.pop()];
function leaked(): unknown {
  const row = make();
  const x = row.m;
  const last = x.length - 1;
  hands[0]!(row);
  return x[last]; // OOB
}

function cycleOfNames(): unknown {
  const first = [1, 2];
  const row = { m: first, n: [3] };
  const x = row.m;
  x[0] = 1;
  row.n = x;
  const y = row.n;
  row.m = y;
  y.length = 0;
  return first[1]; // OOB
}

interface Place {
  k: number;
}
const movers: ((place: Place) => void)[] = [
  (place) => {
    place.k = 9;
  },
];
function eitherPlace(place: Place, isPassed: boolean): unknown {
  const xs = [1, 2];
  movers[0]!(place);
  const at = isPassed ? place : { k: 0 };
  return xs[at.k]; // OOB
}
function passesPlace(): unknown {
  return eitherPlace({ k: 1 }, true);
}

function move(place: Place): void {
  place.k = 9;
}
function blockThatIsReached(place: Place): unknown {
  const xs = [1, 2];
  move(place);
  const k = place.k;
  if (k > 5) xs.length = 0;
  return xs[1]; // OOB
}
function reachesBlock(): unknown {
  return blockThatIsReached({ k: 1 });
}

class Keeper {
  #row: Row = { m: [] };
  private nested: { place: Place } = { place: { k: 0 } };
  shrink(): void {
    this.#row.m.length = 0;
  }
  poke(): void {
    this.#row.m[0] = 9;
  }
  keep(): unknown {
    const x = [1, 2];
    const row = { m: x };
    this.#row = row;
    this.shrink();
    return x[1]; // OOB
  }
  contents(): unknown {
    const xs = [1, 2];
    const x = [1, 2];
    this.#row = { m: x };
    this.poke();
    return xs[x[0]!]; // OOB
  }
  deeper(): unknown {
    const xs = [1, 2];
    const place = { k: 1 };
    this.nested = { place };
    this.nested.place.k = 9;
    return xs[place.k]; // OOB
  }
}

class Mover {
  #place: Place = { k: 1 };
  #move(): void {
    this.#place.k = 9;
  }
  testedBefore(): unknown {
    this.#place = { k: 1 };
    if (this.#place.k !== 1) return 0;
    this.#move();
    const xs = [1, 2];
    return xs[this.#place.k]; // OOB
  }
  byAnotherName(): unknown {
    const own: Place = { k: 1 };
    this.#place = own;
    this.#move();
    const xs = [1, 2];
    return xs[own.k]; // OOB
  }
}

export function run(): unknown[] {
  const keeper = new Keeper();
  const mover = new Mover();
  const attempts = [
    passedOn,
    leaked,
    cycleOfNames,
    passesPlace,
    reachesBlock,
    () => keeper.keep(),
    () => keeper.contents(),
    () => keeper.deeper(),
    () => mover.testedBefore(),
    () => mover.byAnotherName(),
  ];
  return attempts.map((attempt) => {
    try {
      return attempt();
    } catch (error) {
      return (error as Error).name;
    }
  });
}
