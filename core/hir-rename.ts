/** Instructions and terminals with other values in the place of theirs: for copies of blocks. */
import type { Arg, Instr, Terminal } from "./hir.js";
import type { BlockId, ValueId } from "./ids.js";

export type Renaming = (value: ValueId) => ValueId;

const args = (list: readonly Arg[], to: Renaming): readonly Arg[] => list.map((arg) => ({ ...arg, value: to(arg.value) }));

/** Operands and result. */
export function renameInstr(instr: Instr, to: Renaming): Instr {
  const out = to(instr.out);
  switch (instr.op) {
    case "literalElem":
    case "setLocal":
    case "setCell":
    case "setGlobal":
    case "copy":
    case "unary":
    case "increment":
    case "isTypedArray":
    case "toNumeric":
    case "suspend":
      return { ...instr, out, value: to(instr.value) };
    case "binary":
      return { ...instr, out, left: to(instr.left), right: to(instr.right) };
    case "template":
      return { ...instr, out, parts: instr.parts.map(to) };
    case "array":
      return {
        ...instr,
        out,
        elements: instr.elements.map((element) => (element.kind === "hole" ? element : { ...element, value: to(element.value) })),
      };
    case "object":
      return {
        ...instr,
        out,
        members: instr.members.map((member) => {
          if (member.kind === "accessor") return member;
          if (member.kind === "computed") return { ...member, key: to(member.key), value: to(member.value) };
          return { ...member, value: to(member.value) };
        }),
      };
    case "class":
      return { ...instr, out, heritage: instr.heritage === null ? null : to(instr.heritage), keys: instr.keys.map(to) };
    case "getProp":
    case "deleteProp":
    case "objectRest":
    case "forInStart":
      return { ...instr, out, object: to(instr.object) };
    case "setProp":
      return { ...instr, out, object: to(instr.object), value: to(instr.value) };
    case "getElem":
    case "deleteElem":
      return { ...instr, out, object: to(instr.object), key: to(instr.key) };
    case "setElem":
      return { ...instr, out, object: to(instr.object), key: to(instr.key), value: to(instr.value) };
    case "getSuper":
      return { ...instr, out, key: instr.key === null ? null : to(instr.key) };
    case "setSuper":
      return { ...instr, out, key: instr.key === null ? null : to(instr.key), value: to(instr.value) };
    case "call":
      return {
        ...instr,
        out,
        callee: to(instr.callee),
        thisValue: instr.thisValue === null ? null : to(instr.thisValue),
        args: args(instr.args, to),
      };
    case "callMethod":
      return { ...instr, out, object: to(instr.object), args: args(instr.args, to) };
    case "new":
      return { ...instr, out, callee: to(instr.callee), args: args(instr.args, to) };
    case "superCall":
      return { ...instr, out, args: args(instr.args, to) };
    case "iterStart":
    case "patternStart":
      return { ...instr, out, iterable: to(instr.iterable) };
    case "iterNext":
    case "iterClose":
    case "forInNext":
      return { ...instr, out, iterator: to(instr.iterator) };
    case "iterDone":
    case "iterValue":
    case "forInDone":
    case "forInKey":
      return { ...instr, out, step: to(instr.step) };
    case "patternElem":
    case "patternRest":
    case "patternEnd":
      return { ...instr, out, pattern: to(instr.pattern) };
    case "dynamicImport":
      return { ...instr, out, specifier: to(instr.specifier) };
    case "aborted":
      return { ...instr, out, instr: renameInstr(instr.instr, to) };
    case "unknown":
      return { ...instr, out, uses: instr.uses.map(to) };
    case "const":
    case "param":
    case "this":
    case "arguments":
    case "newTarget":
    case "getLocal":
    case "getCell":
    case "global":
    case "typeofGlobal":
    case "import":
    case "regex":
    case "closure":
    case "caught":
    case "violated":
      return { ...instr, out };
  }
}

export interface TerminalRenaming {
  readonly value: Renaming;
  readonly block: (block: BlockId) => BlockId;
}

export function renameTerminal(terminal: Terminal, { value, block }: TerminalRenaming): Terminal {
  switch (terminal.kind) {
    case "goto":
      return { kind: "goto", target: block(terminal.target) };
    case "branch":
      return { kind: "branch", cond: value(terminal.cond), then: block(terminal.then), else: block(terminal.else) };
    case "mayThrow":
      return { kind: "mayThrow", normal: block(terminal.normal), exceptional: block(terminal.exceptional) };
    case "return":
    case "throw":
      return { kind: terminal.kind, value: value(terminal.value) };
    case "unreachable":
      return terminal;
  }
}
