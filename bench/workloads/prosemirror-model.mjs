/** Builds a schema and a large document; slices, replaces, resolves positions, compares, marks, serialises to JSON and to a small DOM. */
import { createRandom } from "./support/random.mjs";
import { digestOf, expectSame } from "./support/digest.mjs";

const spec = {
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*", toDOM: () => ["p", 0] },
    heading: { group: "block", content: "text*", attrs: { level: { default: 1 } }, defining: true, toDOM: (node) => [`h${node.attrs.level}`, 0] },
    blockquote: { group: "block", content: "block+", toDOM: () => ["blockquote", { class: "q" }, 0] },
    list: { group: "block", content: "item+", toDOM: () => ["ul", 0] },
    item: { content: "paragraph block*", defining: true, toDOM: () => ["li", 0] },
    code: { group: "block", content: "text*", marks: "", code: true, toDOM: () => ["pre", ["code", 0]] },
    rule: { group: "block", toDOM: () => ["hr"] },
    text: { group: "inline" },
    image: { group: "inline", inline: true, attrs: { src: { validate: "string" } }, toDOM: (node) => ["img", { src: node.attrs.src }] },
    hard_break: { group: "inline", inline: true, toDOM: () => ["br"] },
  },
  marks: {
    link: { attrs: { href: {} }, inclusive: false, toDOM: (mark) => ["a", { href: mark.attrs.href }, 0] },
    em: { toDOM: () => ["em", 0] },
    strong: { toDOM: () => ["strong", 0] },
    sub: { excludes: "strong", toDOM: () => ["sub", 0] },
  },
};

/** As much of a DOM as the serialiser writes to: elements become text. */
function createDocument() {
  const element = (/** @type {string} */ name) => {
    const children = [];
    const attributes = [];
    const self = {
      nodeType: 1,
      setAttribute: (key, value) => void attributes.push(` ${key}="${value}"`),
      appendChild: (child) => (children.push(child), child),
      toString: () => (name === "" ? children.join("") : `<${name}${attributes.join("")}>${children.join("")}</${name}>`),
    };
    return self;
  };
  return {
    createElement: element,
    createElementNS: (_space, name) => element(name),
    createDocumentFragment: () => element(""),
    createTextNode: (text) => text,
  };
}

function buildDocument(schema, random) {
  const { nodes } = schema;
  const words = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor".split(" ");
  const inline = () => {
    const out = [];
    for (let i = 1 + random.int(8); i > 0; i--) {
      const kind = random.int(12);
      if (kind === 0) out.push(nodes.image.create({ src: `i${random.int(9)}.png` }));
      else if (kind === 1) out.push(nodes.hard_break.create());
      else {
        const marks = [kind < 5 && schema.mark("em"), kind % 3 === 0 && schema.mark("strong"), kind === 7 && schema.mark("link", { href: "#x" })].filter(Boolean);
        out.push(schema.text(`${words[random.int(12)]} ${words[random.int(12)]} `, marks));
      }
    }
    return out;
  };
  const block = (/** @type {number} */ depth) => {
    switch (random.int(depth > 3 ? 4 : 7)) {
      case 0:
        return nodes.heading.createChecked({ level: 1 + random.int(3) }, schema.text(words[random.int(12)]));
      case 1:
        return nodes.code.createChecked(null, schema.text("let x = 1;\n".repeat(1 + random.int(5))));
      case 2:
      case 3:
        return nodes.paragraph.createChecked(null, inline());
      case 4:
        return nodes.blockquote.createChecked(null, [block(depth + 1), block(depth + 1)]);
      case 5:
        return nodes.list.createChecked(null, Array.from({ length: 1 + random.int(4) }, () => nodes.item.createChecked(null, [nodes.paragraph.create(null, inline()), block(depth + 1)])));
      default:
        return nodes.rule.create();
    }
  };
  return nodes.doc.createChecked(null, Array.from({ length: 400 }, () => block(0)));
}

export const workload = {
  name: "prosemirror-model",
  packagePath: "node_modules/prosemirror-model/src",
  include: (/** @type {string} */ path) => !path.endsWith(".md"),
  entries: ["index"],
  compilerOptions: { strict: true, useDefineForClassFields: false, isolatedModules: false },
  violations: "report",

  prepare(module) {
    const schema = new module.Schema(spec);
    const doc = buildDocument(schema, createRandom(23));
    return { schema, doc, text: doc.textBetween(0, doc.content.size, "\n", "*"), serializer: module.DOMSerializer.fromSchema(schema) };
  },

  run(module, { schema, doc, text, serializer }) {
    const { Node, Slice, ReplaceError } = module;
    const random = createRandom(29);
    const size = doc.content.size;
    const json = JSON.stringify(doc.toJSON());
    const copy = Node.fromJSON(schema, JSON.parse(json));
    copy.check();
    expectSame("JSON round trip", [copy.eq(doc), doc.content.findDiffStart(copy.content), copy.textBetween(0, size, "\n", "*") === text], [true, null, true]);

    let depths = 0;
    for (let pos = 0; pos <= size; pos++) {
      const $pos = doc.resolve(pos);
      depths += $pos.depth + $pos.index() + $pos.marks().length + ($pos.nodeAfter?.nodeSize ?? 0) + ($pos.nodeBefore?.nodeSize ?? 0);
      if ($pos.depth > 0 && $pos.start() > $pos.end()) throw new Error("start after end");
    }
    let current = doc;
    let rejected = 0;
    for (let edit = 0; edit < 3000; edit++) {
      const from = random.int(current.content.size);
      const to = Math.min(current.content.size, from + random.int(60));
      const a = random.int(size);
      const slice = edit % 3 === 0 ? Slice.empty : doc.slice(a, Math.min(size, a + random.int(40)));
      try {
        const next = current.replace(from, to, slice);
        expectSame("size after replace", next.content.size, current.content.size - (to - from) + slice.size);
        const start = current.content.findDiffStart(next.content);
        const end = current.content.findDiffEnd(next.content);
        if ((start === null) !== (end === null)) throw new Error("difference seen from one side only");
        current = next;
      } catch (error) {
        if (!(error instanceof ReplaceError)) throw error;
        rejected++;
      }
    }
    current.check();
    let marked = 0;
    current.descendants((node, pos) => {
      if (node.isText && current.rangeHasMark(pos, pos + node.nodeSize, schema.marks.em)) marked++;
      if (current.nodeAt(pos) !== node) throw new Error("nodeAt differs from descendants");
    });
    const em = schema.marks.em.create();
    const strong = schema.marks.strong.create();
    expectSame("mark order", strong.addToSet(em.addToSet([])).map((mark) => mark.type.name), ["em", "strong"]);
    const filled = schema.nodes.list.createAndFill();
    const wrapping = schema.nodes.doc.contentMatch.findWrapping(schema.nodes.item)?.map((type) => type.name);
    expectSame("fill and wrap", [filled?.toString(), wrapping], ["list(item(paragraph))", ["list"]]);
    const html = String(serializer.serializeFragment(doc.content, { document: createDocument() }));
    return { size, depths, rejected, marked, edited: digestOf(current.toString()), html: digestOf(html), json: digestOf(json) };
  },
};
