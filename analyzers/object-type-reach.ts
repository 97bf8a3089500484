/** Which members of which object types a function can reach from its parameters: all that its proofs can ask of A1t. */
import type { HirFunction, HirProgram, ObjectMemberType } from "../core/hir.js";
import type { StaticType } from "../core/static-type.js";

export interface ObjectTypeReach {
  /** `more`: types of what comes from callees and cells. */
  readonly objectTypesOf: (
    fn: HirFunction,
    more: readonly StaticType[],
  ) => Readonly<Record<number, Readonly<Record<string, ObjectMemberType>>>>;
}

export function createObjectTypeReach(program: HirProgram, trusted: boolean): ObjectTypeReach {
  const names = new Map<string, readonly string[]>();
  const reach = (
    fn: HirFunction,
    more: readonly StaticType[],
  ): Readonly<Record<number, Readonly<Record<string, ObjectMemberType>>>> => {
    let accessed = names.get(fn.id);
    if (accessed === undefined) {
      accessed = namesOf(fn);
      names.set(fn.id, accessed);
    }
    const found: Record<number, Record<string, ObjectMemberType>> = {};
    const work: StaticType[] = [...more];
    for (const param of fn.params) {
      const type = fn.types[param.type];
      if (type !== undefined) work.push(type);
    }
    const ofThis = fn.types[fn.thisType];
    if (ofThis !== undefined) work.push(ofThis);
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
        case "object": {
          if (type.members === null || found[type.members] !== undefined) break;
          const own: Record<string, ObjectMemberType> = {};
          found[type.members] = own;
          const members = program.objectTypes[type.members]?.members ?? {};
          for (const name of accessed) {
            const member = Object.hasOwn(members, name) ? members[name] : undefined;
            if (member === undefined) continue;
            own[name] = member;
            work.push(member.type);
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

function namesOf(fn: HirFunction): readonly string[] {
  const names = new Set<string>();
  for (const block of fn.blocks)
    for (const outer of block.instrs) {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      if (instr.op === "getProp" || instr.op === "setProp") names.add(instr.name);
    }
  return [...names].sort();
}
