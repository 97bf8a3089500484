import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { cacheFolder } from "../../cache/location.js";
import { freshFolder } from "./cache-folder.js";

it("lies beside the nearest package.json at or above", () => {
  const root = freshFolder();
  const inner = path.join(root, "packages/one/src");
  mkdirSync(inner, { recursive: true });
  writeFileSync(path.join(root, "package.json"), "{}");
  expect(cacheFolder(inner, {})).toBe(path.join(root, "node_modules/.cache/surety"));
  writeFileSync(path.join(root, "packages/one/package.json"), "{}");
  expect([inner, path.dirname(inner), root].map((folder) => cacheFolder(folder, { XDG_CACHE_HOME: "/x" }))).toEqual([
    path.join(root, "packages/one/node_modules/.cache/surety"),
    path.join(root, "packages/one/node_modules/.cache/surety"),
    path.join(root, "node_modules/.cache/surety"),
  ]);
});

it("is the user's where there is none, and a relative XDG_CACHE_HOME counts for nothing", () => {
  const folder = freshFolder();
  expect(
    [{ XDG_CACHE_HOME: "/x/y" }, { XDG_CACHE_HOME: "x/y" }, { XDG_CACHE_HOME: "" }, {}].map((e) => cacheFolder(folder, e)),
  ).toEqual([
    "/x/y/surety",
    path.join(homedir(), ".cache/surety"),
    path.join(homedir(), ".cache/surety"),
    path.join(homedir(), ".cache/surety"),
  ]);
});
