// `Object.assign`, a computed key and a cast write the field.
class One {
  private at = 0;
  private readonly cells = new Uint8Array(4);
  all(o: object): void { Object.assign(this, o); }
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
}
class Two {
  private at = 0;
  private readonly cells = new Uint8Array(4);
  put(k: string, v: number): void { (this as unknown as Record<string, number>)[k] = v; }
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
}
class Three {
  private at = 0;
  private readonly cells = new Uint8Array(4);
  read(): unknown {
    return this.cells[this.at]; // OOB
  }
}
export function run(): unknown {
  const one = new One();
  one.all({ at: 9 });
  const two = new Two();
  two.put("at", 9);
  const three = new Three();
  (three as unknown as { at: number }).at = 9;
  return [one.read(), two.read(), three.read()];
}
