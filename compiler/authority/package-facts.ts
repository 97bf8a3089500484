/**
 * Facts of files of packages, kept by what they were made from: the text of the file and the extension of its name, by which it is parsed. So
 * a fact is never out of date. What is kept on disk is decoded as if another program had written it.
 */
import path from "node:path";
import { digestOf, type CacheKey } from "../../cache/key.js";
import type { Store } from "../../cache/store.js";
import type { ModuleAuthority } from "../../core/authority.js";
import { decodeFacts } from "./decode-facts.js";

export interface PackageFile {
  /** From the project root. */
  readonly module: string;
  readonly text: string;
}

export interface PackageFacts {
  /** By module, those that are known. Never rejects. */
  find(files: readonly PackageFile[]): Promise<ReadonlyMap<string, ModuleAuthority>>;
  keep(file: PackageFile, facts: ModuleAuthority): void;
}

/** Keys asked for at once: what does not arrive within the time for one question is missed. */
const AT_ONCE = 200;

/** `store` null: they are kept for as long as this object is. `origin`: version of the tools that make facts. */
export function packageFacts(store: Store | null, origin: string): PackageFacts {
  const memory = new Map<CacheKey, ModuleAuthority>();
  const keyOf = ({ module, text }: PackageFile): CacheKey =>
    digestOf(`surety-package-facts-1\0${origin}\0${path.extname(module)}\0${text}`);
  return {
    find: async (files) => {
      const keys = new Map(files.map((file) => [file.module, keyOf(file)]));
      const wanted = [...new Set(keys.values())].filter((key) => !memory.has(key));
      for (let at = 0; store !== null && at < wanted.length; at += AT_ONCE) {
        for (const [key, bytes] of await store.fetch(wanted.slice(at, at + AT_ONCE))) {
          const facts = decodeFacts(bytes);
          if (facts !== null) memory.set(key, facts);
        }
      }
      const found = new Map<string, ModuleAuthority>();
      for (const [module, key] of keys) {
        const facts = memory.get(key);
        if (facts !== undefined) found.set(module, { ...facts, module });
      }
      return found;
    },
    keep: (file, facts) => {
      const key = keyOf(file);
      memory.set(key, facts);
      store?.put(key, Buffer.from(JSON.stringify({ ...facts, module: "" }), "utf8"));
    },
  };
}
