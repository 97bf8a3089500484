/** `surety build --sign`. */
import { readFileSync } from "node:fs";
import { signBuild } from "../../audit/build-signature.js";
import { buildManifestOf } from "../../audit/manifest-check.js";
import type { Built } from "../../compiler/build-program.js";
import type { CommandContext } from "../context.js";
import { openProject, signerOf, type SigningFlags } from "./project.js";

/** Throws ConfigError when it is not clear who signs. */
export function signOutput({ verification, outDir }: Built, flags: SigningFlags, context: CommandContext): void {
  const project = openProject(context, verification.loaded.projectRoot);
  const manifest = readFileSync(buildManifestOf(outDir), "utf8");
  signBuild(outDir, manifest, signerOf(project, flags, context));
}
