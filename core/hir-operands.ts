/** Which values an instruction or terminal reads. */
import type { Instr, Terminal } from "./hir.js";
import type { ValueId } from "./ids.js";

/** In evaluation order, with repetition. An `aborted` instruction reads what its instruction reads. */
export function operandsOf(instr: Instr): readonly ValueId[] {
  switch (instr.op) {
    case "setLocal":
    case "setCell":
    case "setGlobal":
    case "copy":
    case "literalElem":
    case "unary":
    case "increment":
    case "isTypedArray":
    case "toNumeric":
    case "suspend":
      return [instr.value];
    case "binary":
      return [instr.left, instr.right];
    case "template":
      return instr.parts;
    case "array":
      return instr.elements.flatMap((element) => (element.kind === "hole" ? [] : [element.value]));
    case "object":
      return instr.members.flatMap((member) => {
        if (member.kind === "accessor") return [];
        return member.kind === "computed" ? [member.key, member.value] : [member.value];
      });
    case "class":
      return instr.heritage === null ? instr.keys : [instr.heritage, ...instr.keys];
    case "getProp":
    case "deleteProp":
    case "objectRest":
    case "forInStart":
      return [instr.object];
    case "setProp":
      return [instr.object, instr.value];
    case "getElem":
    case "deleteElem":
      return [instr.object, instr.key];
    case "setElem":
      return [instr.object, instr.key, instr.value];
    case "getSuper":
      return instr.key === null ? [] : [instr.key];
    case "setSuper":
      return instr.key === null ? [instr.value] : [instr.key, instr.value];
    case "call":
      return [instr.callee, ...(instr.thisValue === null ? [] : [instr.thisValue]), ...instr.args.map(({ value }) => value)];
    case "callMethod":
      return [instr.object, ...instr.args.map(({ value }) => value)];
    case "new":
      return [instr.callee, ...instr.args.map(({ value }) => value)];
    case "superCall":
      return instr.args.map(({ value }) => value);
    case "iterStart":
    case "patternStart":
      return [instr.iterable];
    case "iterNext":
    case "iterClose":
    case "forInNext":
      return [instr.iterator];
    case "iterDone":
    case "iterValue":
    case "forInDone":
    case "forInKey":
      return [instr.step];
    case "patternElem":
    case "patternRest":
    case "patternEnd":
      return [instr.pattern];
    case "dynamicImport":
      return [instr.specifier];
    case "aborted":
      return operandsOf(instr.instr);
    case "unknown":
      return instr.uses;
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
      return [];
  }
}

export function terminalOperands(terminal: Terminal): readonly ValueId[] {
  switch (terminal.kind) {
    case "branch":
      return [terminal.cond];
    case "return":
    case "throw":
      return [terminal.value];
    default:
      return [];
  }
}
