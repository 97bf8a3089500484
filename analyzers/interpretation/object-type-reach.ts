/** Which members of which object types a function can reach from its parameters: all that its proofs can ask of A1t. */
import type { HirFunction, HirProgram, ObjectMemberType } from "../../core/hir.js";
import type { StaticType } from "../../core/static-type.js";
import { madeType } from "./belief.js";

export interface ObjectTypeReach {
  /** `more`: types of what comes from callees and cells. */
  readonly objectTypesOf: (
    fn: HirFunction,
    more: readonly StaticType[],
  ) => Readonly<Record<number, Readonly<Record<string, ObjectMemberType>>>>;
}

export function createObjectTypeReach(program: HirProgram, trusted: boolean): ObjectTypeReach {
  const scans = new Map<string, Scanned>();
  const reach = (
    fn: HirFunction,
    more: readonly StaticType[],
  ): Readonly<Record<number, Readonly<Record<string, ObjectMemberType>>>> => {
    let scanned = scans.get(fn.id);
    if (scanned === undefined) {
      scanned = scan(fn);
      scans.set(fn.id, scanned);
    }
    const { accessed, made } = scanned;
    const found: Record<number, Record<string, ObjectMemberType>> = {};
    const work: StaticType[] = [...more];
    for (const param of fn.params) {
      const type = fn.types[param.type];
      if (type !== undefined) work.push(type);
    }
    const ofThis = fn.types[fn.thisType];
    if (ofThis !== undefined) work.push(ofThis);
    work.push(...made);
    for (let type = work.pop(); type !== undefined; type = work.pop()) {
      switch (type.kind) {
        case "union":
          work.push(...type.members);
          break;
        case "typeParameter":
          work.push(type.constraint);
          break;
        case "array":
        case "arrayLike":
          work.push(type.element);
          break;
        case "tuple":
          work.push(...type.elements);
          if (type.rest !== null) work.push(type.rest);
          break;
        case "function":
          if (type.result !== null) work.push(type.result);
          break;
        case "object": {
          if (type.members === null || found[type.members] !== undefined) break;
          const own: Record<string, ObjectMemberType> = {};
          found[type.members] = own;
          const members = program.objectTypes[type.members]?.members ?? {};
          for (const name of accessed) {
            const member = Object.hasOwn(members, name) ? members[name] : undefined;
            if (member === undefined) continue;
            const isLoose = fn.loose.members?.includes(name) ?? true;
            own[name] = isLoose ? { ...member, type: { kind: "unknown" } } : member;
            work.push(own[name].type);
          }
          break;
        }
        default:
          break;
      }
    }
    return found;
  };
  return { objectTypesOf: (fn, more) => (trusted ? reach(fn, more) : {}) };
}

interface Scanned {
  /** Names of members that it reads or writes, sorted. */
  readonly accessed: readonly string[];
  /** Types of the objects that it makes of the program's classes. */
  readonly made: readonly StaticType[];
}

function scan(fn: HirFunction): Scanned {
  const names = new Set<string>();
  const made = new Set<StaticType>();
  for (const block of fn.blocks)
    for (const outer of block.instrs) {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      if (instr.op === "getProp" || instr.op === "setProp" || instr.op === "callMethod") names.add(instr.name);
      const type = madeType(fn, instr);
      if (type !== null) made.add(type);
    }
  return { accessed: [...names].sort(), made: [...made] };
}
