// A small ray tracer: vectors are arrays of three, colours too, shapes and lights stand in lists of the scene.
type Vector = number[];

export function createVector(x: number, y: number, z: number): Vector {
  return [x, y, z];
}
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const length = (a: Vector): number => Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
function sub(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
function scale(v: Vector, s: number): Vector {
  return [v[0] * s, v[1] * s, v[2] * s];
}
function scaleSelf(v: Vector, s: number): Vector {
  v[0] *= s;
  v[1] *= s;
  v[2] *= s;
  return v;
}
function normalise(v: Vector): Vector {
  const len = length(v);
  v[0] /= len;
  v[1] /= len;
  v[2] /= len;
  return v;
}
function addSelf(a: Vector, b: Vector): Vector {
  for (let i = 0; i < 3; i++) a[i] += b[i];
  return a;
}

export class Matrix {
  private readonly cells = new Float64Array(16);
  set(row: number, column: number, value: number): void {
    this.cells[row * 4 + column] = value;
  }
  transform(v: Vector): Vector {
    const m = this.cells;
    const x = v[0];
    const y = v[1];
    const z = v[2];
    return [
      m[0] * x + m[1] * y + m[2] * z + m[3],
      m[4] * x + m[5] * y + m[6] * z + m[7],
      m[8] * x + m[9] * y + m[10] * z + m[11],
    ];
  }
  multiply(other: Matrix): Matrix {
    const result = new Matrix();
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        let sum = 0;
        for (let k = 0; k < 4; k++) sum += this.cells[i * 4 + k] * other.cells[k * 4 + j];
        result.cells[i * 4 + j] = sum;
      }
    return result;
  }
  static identity(): Matrix {
    const result = new Matrix();
    for (let i = 0; i < 4; i++) result.cells[i * 4 + i] = 1;
    return result;
  }
}

interface Hit {
  readonly distance: number;
  readonly normal: Vector;
}
interface Shape {
  readonly colour: Vector;
  readonly reflection: number;
  intersect(origin: Vector, direction: Vector): Hit | null;
}

class Triangle implements Shape {
  private readonly axis: number;
  private readonly normal: Vector;
  private readonly nu: number;
  private readonly nv: number;
  private readonly nd: number;
  private readonly eu: number;
  private readonly ev: number;
  private readonly nu1: number;
  private readonly nv1: number;
  private readonly nu2: number;
  private readonly nv2: number;
  constructor(
    p1: Vector,
    p2: Vector,
    p3: Vector,
    readonly colour: Vector,
    readonly reflection: number,
  ) {
    const edge1 = sub(p3, p1);
    const edge2 = sub(p2, p1);
    const normal = cross(edge1, edge2);
    let axis = 2;
    if (Math.abs(normal[0]) > Math.abs(normal[1])) {
      if (Math.abs(normal[0]) > Math.abs(normal[2])) axis = 0;
    } else if (Math.abs(normal[1]) > Math.abs(normal[2])) {
      axis = 1;
    }
    const u = (axis + 1) % 3;
    const v = (axis + 2) % 3;
    const u1 = edge1[u];
    const v1 = edge1[v];
    const u2 = edge2[u];
    const v2 = edge2[v];
    this.axis = axis;
    this.normal = normalise([normal[0], normal[1], normal[2]]);
    this.nu = normal[u] / normal[axis];
    this.nv = normal[v] / normal[axis];
    this.nd = dot(normal, p1) / normal[axis];
    const det = u1 * v2 - v1 * u2;
    this.eu = p1[u];
    this.ev = p1[v];
    this.nu1 = u1 / det;
    this.nv1 = -v1 / det;
    this.nu2 = v2 / det;
    this.nv2 = -u2 / det;
  }

  intersect(origin: Vector, direction: Vector): Hit | null {
    const { axis } = this;
    const u = (axis + 1) % 3;
    const v = (axis + 2) % 3;
    const d = direction[axis] + this.nu * direction[u] + this.nv * direction[v];
    const t = (this.nd - origin[axis] - this.nu * origin[u] - this.nv * origin[v]) / d;
    if (!(t > 0.0001)) return null;
    const pu = origin[u] + t * direction[u] - this.eu;
    const pv = origin[v] + t * direction[v] - this.ev;
    const a2 = pv * this.nu1 + pu * this.nv1;
    if (a2 < 0) return null;
    const a3 = pu * this.nu2 + pv * this.nv2;
    if (a3 < 0 || a2 + a3 > 1) return null;
    return { distance: t, normal: this.normal };
  }
}

class Sphere implements Shape {
  constructor(
    private readonly centre: Vector,
    private readonly radius: number,
    readonly colour: Vector,
    readonly reflection: number,
  ) {}
  intersect(origin: Vector, direction: Vector): Hit | null {
    const to = sub(this.centre, origin);
    const along = dot(to, direction);
    const aside = dot(to, to) - along * along;
    const inside = this.radius * this.radius - aside;
    if (along < 0 || inside < 0) return null;
    const t = along - Math.sqrt(inside);
    if (t < 0.0001) return null;
    return { distance: t, normal: normalise(sub(add(origin, scale(direction, t)), this.centre)) };
  }
}

interface Light {
  readonly position: Vector;
  readonly colour: Vector;
}

export class Scene {
  readonly shapes: Shape[] = [];
  readonly lights: Light[] = [];
  private readonly background: Vector = [0.8, 0.8, 1];

  trace(origin: Vector, direction: Vector, depth: number): Vector {
    let closest: Shape | null = null;
    let hit: Hit | null = null;
    for (let i = 0; i < this.shapes.length; i++) {
      const shape = this.shapes[i];
      const found = shape.intersect(origin, direction);
      if (found !== null && (hit === null || found.distance < hit.distance)) {
        hit = found;
        closest = shape;
      }
    }
    if (closest === null || hit === null) return this.background;
    const at = add(origin, scale(direction, hit.distance));
    const colour = createVector(0.1, 0.1, 0.1);
    for (let i = 0; i < this.lights.length; i++) {
      const light = this.lights[i];
      const toLight = normalise(sub(light.position, at));
      const strength = dot(toLight, hit.normal);
      if (strength <= 0 || this.blocked(at, toLight)) continue;
      addSelf(colour, scaleSelf([light.colour[0], light.colour[1], light.colour[2]], strength));
    }
    const result = [colour[0] * closest.colour[0], colour[1] * closest.colour[1], colour[2] * closest.colour[2]];
    if (closest.reflection > 0.001 && depth < 3) {
      const mirrored = sub(direction, scale(hit.normal, 2 * dot(direction, hit.normal)));
      return addSelf(scaleSelf(result, 1 - closest.reflection), scale(this.trace(at, mirrored, depth + 1), closest.reflection));
    }
    return result;
  }

  private blocked(at: Vector, direction: Vector): boolean {
    for (let i = 0; i < this.shapes.length; i++) if (this.shapes[i].intersect(at, direction) !== null) return true;
    return false;
  }
}

export function render(scene: Scene, width: number, height: number, camera: Matrix): number[][][] {
  const pixels: number[][][] = [];
  const origin = camera.transform(createVector(0, 0, 0));
  for (let y = 0; y < height; y++) {
    const row: number[][] = [];
    for (let x = 0; x < width; x++) {
      const target = camera.transform(createVector(x / width - 0.5, y / height - 0.5, 1));
      row.push(scene.trace(origin, normalise(sub(target, origin)), 0));
    }
    pixels.push(row);
  }
  return pixels;
}

export function run(): unknown {
  const scene = new Scene();
  const corners: Vector[] = [[-1, -1, 4], [1, -1, 4], [1, 1, 5], [-1, 1, 5]];
  for (let i = 2; i < corners.length; i++) scene.shapes.push(new Triangle(corners[0], corners[i - 1], corners[i], [0.9, 0.4, 0.3], 0.3));
  scene.shapes.push(new Sphere([0.3, 0.1, 3], 0.4, [0.3, 0.7, 0.9], 0.5));
  scene.lights.push({ position: [2, 3, 0], colour: [0.8, 0.8, 0.7] }, { position: [-2, 1, 0], colour: [0.3, 0.3, 0.5] });
  const camera = Matrix.identity().multiply(Matrix.identity());
  camera.set(0, 3, 0.1);
  const pixels = render(scene, 12, 9, camera);
  let sum = 0;
  for (let y = 0; y < pixels.length; y++) {
    const row = pixels[y];
    for (let x = 0; x < row.length; x++) sum += row[x][0] + row[x][1] + row[x][2];
  }
  return Math.round(sum * 100);
}
