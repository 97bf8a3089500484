/** Sequences of statements over what is in scope. */
import { access } from "./access.js";
import { declareContainer } from "./containers.js";
import { arraysOf, oneOf, within, withContainer, withNumbers, type Frame, type Gen } from "./context.js";
import { effect, innocent, mutation } from "./effects.js";
import { loopOver } from "./loops.js";
import { numberExpression, test } from "./numbers.js";
import { idiom } from "./idioms.js";

/** `count` statements; declarations among them are in scope for the later ones. */
export function statements(g: Gen, frame: Frame, count: number): string {
  const lines: string[] = [];
  let at = frame;
  for (let k = 0; k < count; k++) {
    const [text, next] = statement(g, at);
    lines.push(text);
    at = next;
  }
  return lines.join("\n");
}

function statement(g: Gen, frame: Frame): readonly [string, Frame] {
  const { random } = g;
  const deeper = within(frame, {});
  const block = (): string => statements(g, deeper, random.int(1, 2));
  const leaf = frame.depth > 3;
  const plain = (text: string): readonly [string, Frame] => [text, frame];
  return oneOf<readonly [string, Frame]>(
    random,
    [
      3,
      () => {
        const { text, container } = declareContainer(g, frame);
        return [text, withContainer(frame, container)];
      },
    ],
    [
      3,
      () => {
        const name = g.fresh("x");
        const mutable = random.chance(0.4);
        const text = `${mutable ? "let" : "const"} ${name} = ${numberExpression(g, frame)};`;
        const next = withNumbers(frame, name);
        return [text, mutable ? { ...next, variables: [...next.variables, name] } : next];
      },
    ],
    [9, () => plain(access(g, frame))],
    [
      leaf || frame.containers.length === 0 ? 0 : 7,
      () => {
        const c = random.pick(frame.containers);
        return plain(loopOver(g, frame, c, (inner) => statements(g, inner, 1)));
      },
    ],
    [leaf ? 0 : 4, () => plain(idiom(g, frame))],
    [
      frame.variables.length > 0 ? 1.5 : 0,
      () =>
        plain(
          `${random.pick(frame.variables)} ${random.pick(["=", "+=", "-=", "%=", ">>=", "*="])} ${numberExpression(g, frame, 1)};`,
        ),
    ],
    [frame.containers.length === 0 ? 0 : 2, () => plain(effect(g, frame, null))],
    [1, () => plain(innocent(g, frame))],
    [
      arraysOf(frame).length === 0 ? 0 : 1,
      () => {
        // A second name for the same array.
        const c = random.pick(arraysOf(frame));
        const name = g.fresh("b");
        return [`const ${name} = ${c.name};`, withContainer(frame, { ...c, name, remote: name, rebinds: false })];
      },
    ],
    [
      frame.containers.length === 0 ? 0 : 1,
      () => {
        // A closure that changes something whenever it is called.
        const name = g.fresh("poke");
        return [
          `const ${name} = () => { ${mutation(g, random.pick(frame.containers))} };`,
          { ...frame, effects: [...frame.effects, `${name}();`] },
        ];
      },
    ],
    [
      leaf || frame.variables.length === 0 ? 0 : 1,
      () => {
        const name = g.fresh("step");
        const v = random.pick(frame.variables);
        return [
          `const ${name} = () => { ${v} ${random.pick(["+=", "-="])} ${random.int(1, 2)}; };`,
          { ...frame, effects: [...frame.effects, `${name}();`] },
        ];
      },
    ],
    [leaf ? 0 : 1.5, () => plain(`if (${test(g, frame)}) { ${block()} }${random.chance(0.4) ? ` else { ${block()} }` : ""}`)],
    [
      leaf ? 0 : 1,
      () =>
        plain(
          `try { ${block()} } catch { ${random.chance(0.5) ? block() : "acc++;"} }${random.chance(0.3) ? ` finally { ${block()} }` : ""}`,
        ),
    ],
    [leaf ? 0 : 0.5, () => plain(`try { ${block()} } finally { ${block()} }`)],
    [
      leaf ? 0 : 0.5,
      () =>
        plain(
          `switch (${numberExpression(g, frame, 2)} & 1) { case 0: { ${block()} } ${random.chance(0.5) ? "break;" : ""} default: { ${block()} } }`,
        ),
    ],
    [
      frame.inLoop ? 0.6 : 0.2,
      () => plain(`if (${test(g, frame)}) ${frame.inLoop ? random.pick(["break", "return acc"]) : "return acc"};`),
    ],
    [0.3, () => plain(`if (${test(g, frame)}) throw new Error("stop");`)],
    [frame.flavour === "async" ? 1 : 0, () => plain("await null;")],
    [frame.flavour === "generator" ? 1 : 0, () => plain("yield acc;")],
  );
}
