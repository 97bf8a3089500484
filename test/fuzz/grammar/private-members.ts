/** Private methods that are handed out, and functions in private members: who has the instance, and what `this` is. */
import type { Parts } from "./context.js";

export const PRIVATE_MEMBERS: Readonly<Record<string, (p: Parts) => string>> = {
  privateMembers: ({ g, t, n }) => {
    const { random } = g;
    const [holder, table, hands] = ["Holds", "table", "hands"].map((prefix) => g.fresh(prefix)) as [string, string, string];
    const size = random.int(2, 4);
    const list = `[${Array.from({ length: size }, (_, k) => String(k + 1)).join(", ")}]`;
    const rows = random.pick([`new Uint8Array(${size})`, `new Array<number>(${size}).fill(1)`, list]);
    g.top(`const ${table} = ${list};`);
    g.top(`let ${hands}: { at: number } = { at: 0 };`);
    const read = random.pick([`return this.rows[${size - 1}]!;`, `return ${table}[this.at]!;`]);
    const altered = random.pick([
      "this.at = 9;",
      "this.at = 1;",
      `${hands} = this;`,
      "this.rows = new Uint8Array(1);",
      "void this;",
    ]);
    const other = `{ at: 9, rows: new Uint8Array(1), pick: this.#pick }`;
    const given = `(this: { at: number; rows: ArrayLike<number> }) => void`;
    const member = random.pick([
      `#act: ${given} = function () { ${altered} };`,
      `get #act(): ${given} { return function () { ${altered} }; }`,
      `#act(): void { ${altered.replace("this.rows = new Uint8Array(1);", "this.at = 0;")} }`,
      `act: ${given} = function () { ${altered} };`,
    ]);
    const act = member.startsWith("act")
      ? "this.act();"
      : random.pick(["this.#act();", "this.#act();", "this.#act.call(this);", ""]);
    const call = (): string =>
      random.pick([
        "this.#pick()",
        "this.#pick()",
        `(() => { const ${n} = ${other}; return ${n}.pick(); })()`,
        "[0].map(this.#pick, { at: 9, rows: [] })[0]!",
        "this.#pick.call(this)",
      ]);
    g.top(
      `class ${holder} { at = ${random.int(0, size - 1)}; rows: ArrayLike<number> = ${rows}; ${member} #pick(): number { ${read} } go(): number { ${act} ${random.pick(["", `${hands}.at = 9;`])} return ${call()} + ${call()}; } last(): number { ${read} } }`,
    );
    const own = random.pick([
      `acc += new ${holder}().go();`,
      `const ${t} = new ${holder}(); acc += ${t}.go(); acc += ${t}.last();`,
    ]);
    return `{ ${own} }`;
  },
};
