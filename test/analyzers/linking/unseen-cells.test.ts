/** Variables of a file that was not lowered: what is put into them nobody has seen, so nothing is known of them. */
import { expect, it } from "vitest";
import { decodeEnvironment } from "../../../analyzers/facts/environment.js";
import { linkProgram } from "../../../analyzers/linking/link.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../../core/options.js";
import { createLinear } from "../../../solver/linear.js";
import { functionsOf, lowerFiles } from "../../compiler/lower/program-of.js";

const USER = `import { at, turn } from "./names.js";
export function read(some: boolean): number {
  const xs = [1, 2, 3];
  let i = 0;
  if (some) i = at;
  if (!some) i = turn;
  return xs[i]!;
}`;
const NAMES = "export const at = 7; export let turn = 8; export const next = () => turn++;";

function known(names: string): readonly string[] {
  const program = lowerFiles({ "names.ts": names, "user.ts": USER });
  const { work } = linkProgram(program, { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear: createLinear() });
  const reader = functionsOf(program).find(({ name }) => name === "read");
  return Object.keys(decodeEnvironment(work(reader!.id).environment).cellFacts)
    .map((cell) => cell.replace(/^.*#/u, ""))
    .sort();
}

it("are known where their file was lowered", () => {
  expect(known(NAMES)).toHaveLength(2);
});

it("are not where it is nested too deeply", () => {
  expect(known(`${NAMES} export const x = ${"[".repeat(600)}${"]".repeat(600)};`)).toEqual([]);
});
