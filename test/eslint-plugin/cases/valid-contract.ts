import type { Cases } from "../harness.js";

const on = (tag: string): string => `/** ${tag} */\nexport function at(xs: number[], i: number): number {\n  return i;\n}\n`;
const marked = (tag: string): string => on(tag).replace("*/\n", "*/ // !\n");

const VALID = [
  on("@requires 0 <= i && i < xs.length"),
  on("@requires i !== 0"),
  on("@requires Number.isInteger(i)"),
  on("@ensures result === i"),
  on("@ensures result >= old(i)"),
  on("@requires !(i < 0)"),
  on("@requires i * 2 < xs.length"),
  on("@requires i % 2 === 0"),
  on("@requires i === 0 || i === 1"),
  on("@requires module:fs"),
  on("Requires nothing in particular."),
  on("@see requires"),
  on("@param xs the elements"),
  "export const answer = 42;\n",
  "/* @requires this is prose */\nexport const answer = 42;\n",
];
const INVALID = [
  marked("@requires 0 <= i < xs.length"),
  marked("@requires i <"),
  marked("@requires i == 0"),
  marked("@requires i = 0"),
  marked("@requires (i < 0"),
  marked("@requires i ** 2 > 0"),
  marked("@requires xs.push(1) > 0"),
  marked("@requires i++ > 0"),
  marked("@ensures result >"),
  marked("@requires"),
  marked("@requires i > 0 ? true : false"),
  marked("@require i > 0"),
  marked("@ensure result > 0"),
  marked("@requires i > 0 &&"),
  marked("@requires i & 1 === 0"),
];

export const CONTRACT_TEXT_CASES: readonly Cases[] = [
  { name: "valid-contract", typed: false, valid: VALID, invalid: INVALID },
  {
    name: "valid-contract",
    typed: true,
    valid: VALID,
    invalid: [
      ...INVALID,
      marked("@requires i < xs.lenght"),
      marked("@requires j > 0"),
      marked("@requires result > 0"),
      "/** @requires n > 0 */ // !\nexport const answer = 42;\n",
    ],
  },
];
