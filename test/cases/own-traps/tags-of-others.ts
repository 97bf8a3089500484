// A tag tells what an object is: this object, on every way, by the constant that was asked for.
interface Low {
  kind: "low";
  at: 0 | 1;
}
interface High {
  kind: "high";
  at: 0 | 4;
}
type Place = Low | High;
const few = [1, 2];

function otherBranch(p: Place): number | undefined {
  return p.kind === "low" ? p.at : few[p.at]; // OOB
}
function otherObject(p: Place, q: Place): number | undefined {
  if (q.kind === "low") return few[p.at]; // OOB
  return p.at + q.at;
}
function eitherObject(p: Place, q: Place): number | undefined {
  if (p.kind === "low" || q.kind === "low") return few[p.at]; // OOB
  return p.at;
}
function laterCase(p: Place, n: number): number | undefined {
  switch (n > 0 ? p.kind : "low") {
    case "low":
      return few[p.at]; // OOB
    default:
      return p.at;
  }
}
function another(p: Place, q: Place): number | undefined {
  if (p.kind === "high") return p.at;
  p = q;
  return few[p.at]; // OOB
}
function earlierPass(all: readonly Place[]): number | undefined {
  let wasLow = false;
  let sum: number | undefined = 0;
  for (const p of all) {
    if (wasLow) sum = few[p.at]; // OOB
    wasLow = p.kind === "low";
  }
  return sum;
}
function mayNotHaveRun(p: Place, n: number): number | undefined {
  for (let k = 0; k < n; k++) if (p.kind === "high") return p.at;
  return few[p.at]; // OOB
}

function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    return error instanceof Error ? error.name : "thrown";
  }
}

export function run(): unknown {
  const low: Low = { kind: "low", at: 1 };
  const high: High = { kind: "high", at: 4 };
  const all = [
    () => otherBranch(high),
    () => otherObject(high, low),
    () => eitherObject(high, low),
    () => laterCase(high, 0),
    () => another(low, high),
    () => earlierPass([low, high]),
    () => mayNotHaveRun(high, 0),
  ];
  return all.map((f) => attempt(f));
}
