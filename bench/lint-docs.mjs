/** Writes docs/rules/*.md, and the table of docs/LINT.md, from the compiled rules. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import prettier from "prettier";
import { renderRulePage, renderRuleTable } from "../dist/eslint-plugin/render-docs.js";
import { LINT_RULES } from "../dist/eslint-plugin/rules/rules.table.js";

const docs = path.resolve(import.meta.dirname, "../docs");
const write = async (file, text) => {
  const options = { ...(await prettier.resolveConfig(file)), filepath: file };
  writeFileSync(file, await prettier.format(text, options));
};

rmSync(path.join(docs, "rules"), { recursive: true, force: true });
mkdirSync(path.join(docs, "rules"), { recursive: true });
for (const rule of LINT_RULES) await write(path.join(docs, "rules", `${rule.name}.md`), renderRulePage(rule));
const page = path.join(docs, "LINT.md");
const text = readFileSync(page, "utf8");
await write(
  page,
  text.replace(
    /(<!-- rules -->\n)[^]*?(\n<!-- \/rules -->)/u,
    (_, start, end) => `${start}\n${renderRuleTable(LINT_RULES)}\n${end}`,
  ),
);
