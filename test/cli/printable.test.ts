import { expect, it } from "vitest";
import { visible } from "../../cli/render/printable.js";

it.each([
  ["access\u202e }\u2066 if (isAdmin)", "access\\u{202e} }\\u{2066} if (isAdmin)"],
  ["\u001b[2Krm", "\\u{1b}[2Krm"],
  ["a\u200bb\ufeffc\u00add", "a\\u{200b}b\\u{feff}c\\u{ad}d"],
  ["tag\u{e0041}", "tag\\u{e0041}"],
  ["over\rwritten", "over\\u{d}written"],
  ["two\n\tlines, `caf\u00e9`, \u6f22", "two\n\tlines, `caf\u00e9`, \u6f22"],
])("shows reviewers what they would not see: %j", (text, shown) => {
  expect(visible(text)).toBe(shown);
});
