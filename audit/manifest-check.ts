/** Manifests on disk, checked: by `surety attest` for a whole folder, by the loader for each module as it is loaded. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ApproverKey } from "../policy/config/approvers.js";
import { signatureProblem } from "./build-signature.js";
import { createManifestDecoder, type ManifestDecoder } from "../policy/manifest/decode.js";
import { manifestProblems, type ManifestFacts } from "../policy/manifest/check.js";
import type { BuildManifest } from "../policy/manifest/manifest.js";
import { BUILD_MANIFEST, MANIFEST_FOLDER } from "../policy/manifest/schema.js";

export interface BuiltFolder {
  /** Absolute. */
  readonly outDir: string;
  readonly build: BuildManifest;
}

export interface CheckContext {
  readonly now: () => number;
  readonly isolation: ManifestFacts["isolation"];
  /** Builds have to be signed by one of these; null: by nobody. */
  readonly signers: readonly ApproverKey[] | null;
  /** What the project says, found once a folder; null where it is not here. */
  readonly approvalsOf: (folder: BuiltFolder) => ManifestFacts["approvals"];
}

export interface ManifestChecker {
  /** Why the code of `file` (absolute) may not run; empty: it may, or it is none of a build. */
  readonly check: (file: string, code: string) => readonly string[];
  /** The folder of the build that `file` belongs to; null: none. A message when its manifest cannot be used. */
  readonly folderOf: (file: string) => BuiltFolder | string | null;
}

const isInstalled = (file: string): boolean => file.split(path.sep).includes("node_modules");
const digest = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

export const buildManifestOf = (outDir: string): string => path.join(outDir, MANIFEST_FOLDER, BUILD_MANIFEST);

export function createManifestChecker(context: CheckContext): ManifestChecker {
  const own: { decoder: ManifestDecoder | null } = { decoder: null };
  const folders = new Map<string, BuiltFolder | string | null>();
  const approvals = new Map<string, ManifestFacts["approvals"]>();
  const decoder = (): ManifestDecoder => (own.decoder ??= createManifestDecoder());

  const find = (folder: string): BuiltFolder | string | null => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const file = buildManifestOf(folder);
    const parent = path.dirname(folder);
    const found = existsSync(file) ? read(folder, file) : parent === folder ? null : find(parent);
    folders.set(folder, found);
    return found;
  };

  const read = (outDir: string, file: string): BuiltFolder | string => {
    const text = readFileSync(file, "utf8");
    const unsigned = context.signers === null ? null : signatureProblem(outDir, text, context.signers);
    if (unsigned !== null) return unsigned;
    const decoded = decoder().build(text);
    return decoded.kind === "decoded" ? { outDir, build: decoded.value } : `\`${file}\`: ${decoded.message}`;
  };

  const approvalsFor = (folder: BuiltFolder): ManifestFacts["approvals"] => {
    const known = approvals.get(folder.outDir);
    if (known !== undefined) return known;
    const found = context.approvalsOf(folder);
    approvals.set(folder.outDir, found);
    return found;
  };

  const checkIn = (folder: BuiltFolder, file: string, code: string): readonly string[] => {
    const output = path.relative(folder.outDir, file).split(path.sep).join("/");
    const support = folder.build.support.find((one) => one.output === output);
    if (support !== undefined)
      return support.code === digest(code) ? [] : ["its code is not what was built: it was changed afterwards"];
    const entry = folder.build.modules.find((one) => one.output === output);
    if (entry === undefined) return ["the build that it lies in does not know it"];
    const manifestFile = path.join(folder.outDir, MANIFEST_FOLDER, `${output}.json`);
    if (!existsSync(manifestFile)) return [`its manifest is missing (\`${manifestFile}\`)`];
    const text = readFileSync(manifestFile, "utf8");
    const decoded = decoder().module(text);
    if (decoded.kind === "malformed") return [`its manifest cannot be used: ${decoded.message}`];
    const { value } = decoded;
    if (digest(text) !== entry.manifest) return ["its manifest is not that of the build: it was changed afterwards"];
    if (value.output !== output || value.module !== entry.module) return ["its manifest is that of another module"];
    return manifestProblems(value, {
      code: digest(code),
      now: context.now(),
      isolation: context.isolation,
      approvals: value.overrides.length === 0 ? null : approvalsFor(folder),
    });
  };

  return {
    folderOf: (file) => find(path.dirname(file)),
    check: (file, code) => {
      const folder = find(path.dirname(file));
      // Where signatures are asked for, a build must not escape by losing its manifest.
      if (folder === null)
        return context.signers === null || isInstalled(file) ? [] : ["it belongs to no build, and only signed builds may run"];
      if (typeof folder === "string") return isInstalled(file) ? [] : [folder];
      // Packages of others below the output are not of this build.
      return isInstalled(path.relative(folder.outDir, file)) ? [] : checkIn(folder, file, code);
    },
  };
}
