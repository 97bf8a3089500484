// A fluid in a box: density and velocity on a flattened grid of (width + 2) * (height + 2) cells, one row of walls around it.
export class Field {
  constructor(
    private readonly dens: Float64Array,
    private readonly u: Float64Array,
    private readonly v: Float64Array,
    readonly width: number,
    readonly height: number,
  ) {}

  setDensity(x: number, y: number, d: number): void {
    this.dens[x + 1 + (y + 1) * (this.width + 2)] = d;
  }

  getDensity(x: number, y: number): number {
    return this.dens[x + 1 + (y + 1) * (this.width + 2)];
  }

  setVelocity(x: number, y: number, xv: number, yv: number): void {
    const at = x + 1 + (y + 1) * (this.width + 2);
    this.u[at] = xv;
    this.v[at] = yv;
  }

  getXVelocity(x: number, y: number): number {
    return this.u[x + 1 + (y + 1) * (this.width + 2)];
  }

  getYVelocity(x: number, y: number): number {
    return this.v[x + 1 + (y + 1) * (this.width + 2)];
  }
}

export class FluidField {
  private width = 0;
  private height = 0;
  private rowSize = 0;
  private size = 0;
  private iterations = 10;
  private readonly visc = 0.5;
  private readonly dt = 0.1;
  private dens = new Float64Array(0);
  private densPrev = new Float64Array(0);
  private u = new Float64Array(0);
  private uPrev = new Float64Array(0);
  private v = new Float64Array(0);
  private vPrev = new Float64Array(0);

  constructor(hRes: number, wRes: number) {
    this.setResolution(hRes, wRes);
  }

  setResolution(hRes: number, wRes: number): boolean {
    const res = wRes * hRes;
    if (res > 0 && res < 1000000 && (wRes !== this.width || hRes !== this.height)) {
      this.width = wRes;
      this.height = hRes;
      this.reset();
      return true;
    }
    return false;
  }

  setIterations(n: number): void {
    if (n > 0 && n <= 100) this.iterations = n;
  }

  reset(): void {
    this.rowSize = this.width + 2;
    this.size = (this.width + 2) * (this.height + 2);
    this.dens = new Float64Array(this.size);
    this.densPrev = new Float64Array(this.size);
    this.u = new Float64Array(this.size);
    this.uPrev = new Float64Array(this.size);
    this.v = new Float64Array(this.size);
    this.vPrev = new Float64Array(this.size);
    for (let i = 0; i < this.size; i++) {
      this.densPrev[i] = this.uPrev[i] = this.vPrev[i] = this.dens[i] = this.u[i] = this.v[i] = 0;
    }
  }

  private addFields(x: Float64Array, s: Float64Array, dt: number): void {
    for (let i = 0; i < this.size; i++) x[i] += dt * s[i];
  }

  private setBoundary(b: number, x: Float64Array): void {
    const { width, height, rowSize } = this;
    if (b === 1) {
      for (let i = 1; i <= width; i++) {
        x[i] = x[i + rowSize];
        x[i + (height + 1) * rowSize] = x[i + height * rowSize];
      }
      for (let j = 1; j <= height; j++) {
        x[j * rowSize] = -x[1 + j * rowSize];
        x[width + 1 + j * rowSize] = -x[width + j * rowSize];
      }
    } else if (b === 2) {
      for (let i = 1; i <= width; i++) {
        x[i] = -x[i + rowSize];
        x[i + (height + 1) * rowSize] = -x[i + height * rowSize];
      }
      for (let j = 1; j <= height; j++) {
        x[j * rowSize] = x[1 + j * rowSize];
        x[width + 1 + j * rowSize] = x[width + j * rowSize];
      }
    } else {
      for (let i = 1; i <= width; i++) {
        x[i] = x[i + rowSize];
        x[i + (height + 1) * rowSize] = x[i + height * rowSize];
      }
      for (let j = 1; j <= height; j++) {
        x[j * rowSize] = x[1 + j * rowSize];
        x[width + 1 + j * rowSize] = x[width + j * rowSize];
      }
    }
    const maxEdge = (height + 1) * rowSize;
    x[0] = 0.5 * (x[1] + x[rowSize]);
    x[maxEdge] = 0.5 * (x[1 + maxEdge] + x[height * rowSize]);
    x[width + 1] = 0.5 * (x[width] + x[width + 1 + rowSize]);
    x[width + 1 + maxEdge] = 0.5 * (x[width + maxEdge] + x[width + 1 + height * rowSize]);
  }

  private linSolve(b: number, x: Float64Array, x0: Float64Array, a: number, c: number): void {
    const { width, height, rowSize } = this;
    const invC = 1 / c;
    for (let k = 0; k < this.iterations; k++) {
      for (let j = 1; j <= height; j++) {
        let lastRow = (j - 1) * rowSize;
        let currentRow = j * rowSize;
        let nextRow = (j + 1) * rowSize;
        let lastX = x[currentRow];
        ++lastRow;
        for (let i = 1; i <= width; i++) {
          lastX = x[currentRow + 1] = (x0[++currentRow] + a * (lastX + x[currentRow + 1] + x[lastRow++] + x[++nextRow])) * invC;
        }
      }
      this.setBoundary(b, x);
    }
  }

  private diffuse(b: number, x: Float64Array, x0: Float64Array): void {
    const a = this.dt * this.visc * this.width * this.height;
    this.linSolve(b, x, x0, a, 1 + 4 * a);
  }

  private advect(b: number, d: Float64Array, d0: Float64Array, u: Float64Array, v: Float64Array): void {
    const { width, height, rowSize } = this;
    const wdt0 = this.dt * width;
    const hdt0 = this.dt * height;
    const wp5 = width + 0.5;
    const hp5 = height + 0.5;
    for (let j = 1; j <= height; j++) {
      let pos = j * rowSize;
      for (let i = 1; i <= width; i++) {
        pos++;
        let x = i - wdt0 * u[pos];
        let y = j - hdt0 * v[pos];
        if (x < 0.5) x = 0.5;
        else if (x > wp5) x = wp5;
        const i0 = x | 0;
        const i1 = i0 + 1;
        if (y < 0.5) y = 0.5;
        else if (y > hp5) y = hp5;
        const j0 = y | 0;
        const j1 = j0 + 1;
        const s1 = x - i0;
        const s0 = 1 - s1;
        const t1 = y - j0;
        const t0 = 1 - t1;
        const row1 = j0 * rowSize;
        const row2 = j1 * rowSize;
        d[pos] = s0 * (t0 * d0[i0 + row1] + t1 * d0[i0 + row2]) + s1 * (t0 * d0[i1 + row1] + t1 * d0[i1 + row2]);
      }
    }
    this.setBoundary(b, d);
  }

  private project(u: Float64Array, v: Float64Array, p: Float64Array, div: Float64Array): void {
    const { width, height, rowSize } = this;
    const h = -0.5 / Math.sqrt(width * height);
    for (let j = 1; j <= height; j++) {
      const row = j * rowSize;
      let previousRow = row - rowSize;
      let prevValue = row - 1;
      let currentRow = row;
      let nextValue = row + 1;
      let nextRow = row + rowSize;
      for (let i = 1; i <= width; i++) {
        div[++currentRow] = h * (u[++nextValue] - u[++prevValue] + v[++nextRow] - v[++previousRow]);
        p[currentRow] = 0;
      }
    }
    this.setBoundary(0, div);
    this.setBoundary(0, p);
    this.linSolve(0, p, div, 1, 4);
    const wScale = 0.5 * width;
    const hScale = 0.5 * height;
    for (let j = 1; j <= height; j++) {
      let prevPos = j * rowSize - 1;
      let currentPos = j * rowSize;
      let nextPos = j * rowSize + 1;
      let prevRow = currentPos - rowSize;
      let nextRow = currentPos + rowSize;
      for (let i = 1; i <= width; i++) {
        u[++currentPos] -= wScale * (p[++nextPos] - p[++prevPos]);
        v[currentPos] -= hScale * (p[++nextRow] - p[++prevRow]);
      }
    }
    this.setBoundary(1, u);
    this.setBoundary(2, v);
  }

  private densStep(): void {
    this.addFields(this.dens, this.densPrev, this.dt);
    this.diffuse(0, this.densPrev, this.dens);
    this.advect(0, this.dens, this.densPrev, this.u, this.v);
  }

  private velStep(): void {
    this.addFields(this.u, this.uPrev, this.dt);
    this.addFields(this.v, this.vPrev, this.dt);
    let temp = this.uPrev;
    this.uPrev = this.u;
    this.u = temp;
    temp = this.vPrev;
    this.vPrev = this.v;
    this.v = temp;
    this.diffuse(1, this.u, this.uPrev);
    this.diffuse(2, this.v, this.vPrev);
    this.project(this.u, this.v, this.uPrev, this.vPrev);
    this.advect(1, this.uPrev, this.u, this.u, this.v);
    this.advect(2, this.vPrev, this.v, this.u, this.v);
    this.project(this.uPrev, this.vPrev, this.u, this.v);
  }

  update(inject: (field: Field) => void): void {
    for (let i = 0; i < this.size; i++) this.uPrev[i] = this.vPrev[i] = this.densPrev[i] = 0;
    inject(new Field(this.densPrev, this.uPrev, this.vPrev, this.width, this.height));
    this.velStep();
    this.densStep();
  }

  density(): Field {
    return new Field(this.dens, this.u, this.v, this.width, this.height);
  }
}

let framesTillAddingPoints = 0;

function addPoints(field: Field): void {
  const n = 8;
  for (let i = 1; i <= n; i++) {
    field.setVelocity(i, i, n, n);
    field.setDensity(i, i, 5);
    field.setVelocity(i, n - i, -n, -n);
    field.setDensity(i, n - i, 20);
  }
}

function prepareFrame(field: Field): void {
  if (framesTillAddingPoints === 0) {
    addPoints(field);
    framesTillAddingPoints = 3;
  } else {
    framesTillAddingPoints--;
  }
}

export function run(): unknown {
  const solver = new FluidField(16, 12);
  solver.setIterations(5);
  for (let frame = 0; frame < 6; frame++) solver.update(prepareFrame);
  const field = solver.density();
  let sum = 0;
  for (let y = 0; y < field.height; y++) for (let x = 0; x < field.width; x++) sum += field.getDensity(x, y);
  return Math.round(sum * 1000);
}
