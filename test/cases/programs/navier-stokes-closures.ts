// The same solver as it was written before classes: everything in the closures of one function, arrays of numbers, pointers passed about.
type Numbers = number[];

interface Solver {
  update(inject: (set: (x: number, y: number, d: number) => void) => void): void;
  at(x: number, y: number): number;
  sum(): number;
}

export function createSolver(width: number, height: number, iterations: number): Solver {
  const rowSize = width + 2;
  const size = (width + 2) * (height + 2);
  let dens: Numbers = new Array(size);
  let prev: Numbers = new Array(size);
  for (let i = 0; i < size; i++) dens[i] = prev[i] = 0;

  function setBoundary(x: Numbers): void {
    for (let i = 1; i <= width; i++) {
      x[i] = x[i + rowSize];
      x[i + (height + 1) * rowSize] = x[i + height * rowSize];
    }
    for (let j = 1; j <= height; j++) {
      x[j * rowSize] = x[1 + j * rowSize];
      x[width + 1 + j * rowSize] = x[width + j * rowSize];
    }
    const maxEdge = (height + 1) * rowSize;
    x[0] = 0.5 * (x[1] + x[rowSize]);
    x[maxEdge] = 0.5 * (x[1 + maxEdge] + x[height * rowSize]);
    x[width + 1] = 0.5 * (x[width] + x[width + 1 + rowSize]);
    x[width + 1 + maxEdge] = 0.5 * (x[width + maxEdge] + x[width + 1 + height * rowSize]);
  }

  function addFields(x: Numbers, s: Numbers, dt: number): void {
    for (let i = 0; i < size; i++) x[i] += dt * s[i];
  }

  function linSolve(x: Numbers, x0: Numbers, a: number, c: number): void {
    for (let k = 0; k < iterations; k++) {
      for (let j = 1; j <= height; j++) {
        let lastRow = (j - 1) * rowSize;
        let currentRow = j * rowSize;
        let nextRow = (j + 1) * rowSize;
        let lastX = x[currentRow];
        ++lastRow;
        for (let i = 1; i <= width; i++)
          lastX = x[currentRow] = (x0[++currentRow] + a * (lastX + x[currentRow] + x[currentRow + 1] + x[lastRow++] + x[++nextRow])) / c;
      }
      setBoundary(x);
    }
  }

  function swap(): void {
    const temp = prev;
    prev = dens;
    dens = temp;
  }

  return {
    update(inject) {
      for (let i = 0; i < size; i++) prev[i] = 0;
      inject((x, y, d) => {
        if (x >= 0 && x < width && y >= 0 && y < height) prev[x + 1 + (y + 1) * rowSize] = d;
      });
      addFields(dens, prev, 0.1);
      swap();
      linSolve(dens, prev, 1, 4);
    },
    at(x, y) {
      return dens[x + 1 + (y + 1) * rowSize];
    },
    sum() {
      let total = 0;
      for (let i = 0; i < dens.length; i++) total += dens[i];
      return total;
    },
  };
}

export function run(): unknown {
  const solver = createSolver(10, 7, 4);
  for (let frame = 0; frame < 5; frame++)
    solver.update((set) => {
      for (let i = 0; i < 7; i++) set(i, i, 3 + frame);
    });
  let corner = 0;
  for (let y = 0; y < 7; y++) for (let x = 0; x < 10; x++) corner += solver.at(x, y);
  return [Math.round(corner * 100), Math.round(solver.sum() * 100)];
}
