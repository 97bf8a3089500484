// Inside a namespace or an enum, what its other declarations export comes before what stands around it.
const at = 0;
const few = new Uint8Array(4);
const First = 1;
function place(k: number): number {
  return k & 3;
}

namespace Twice {
  export const at = 100;
}
namespace Twice {
  export const read = (): number | undefined => few[at]; // OOB
}

namespace Dotted.Inner {
  export const at = 100;
}
namespace Dotted {
  export namespace Inner {
    export const read = (): number | undefined => few[at]; // OOB
  }
}

namespace Later {
  export const read = (k: number): number | undefined => few[place(k)]; // OOB
}
namespace Later {
  export const place = (k: number): number => k + 100;
}

namespace Shadowed {
  export const Math = { min: (a: number, b: number): number => a + b };
}
namespace Shadowed {
  export const read = (k: number): number | undefined => few[Math.min(k, 3)]; // OOB
}

enum Parts {
  First = 100,
}
enum Parts {
  Second = Number(few[First] === undefined), // OOB
}

enum Quoted {
  "First" = 100,
  Second = Number(few[First] === undefined), // OOB
}

export function run(): unknown {
  const sum = place(5) + at + First;
  return [sum, Twice.read(), Dotted.Inner.read(), Later.read(1), Shadowed.read(3), Parts.Second, Quoted.Second];
}
