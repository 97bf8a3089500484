/** What the modules of a program can do, as configurations speak of it. */
import { demandsOf } from "../../analyzers/authority/demands.js";
import type { InferredAuthority } from "../../policy/init/generated-config.js";
import { authorityOf } from "../authority/program-authority.js";
import type { LoadedProgram } from "../program/load.js";

export function inferredAuthority({ program, files: sources, projectRoot }: LoadedProgram): InferredAuthority {
  const own = authorityOf(program, sources, projectRoot).modules;
  const modules = own.map((module) => [module.module, demandsOf(module).map(({ capability }) => capability)] as const);
  return { modules: new Map(modules), packages: null };
}
