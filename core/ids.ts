/**
 * Branded identifiers. Each brand has exactly one constructor, here; everything else passes them on.
 *
 * Two kinds of id exist and must not be mixed up:
 * - *names* (`ObligationId`, `FunctionId`, `CellId`, `ModulePath`) are stable text used in reports and links between functions;
 * - *indices* (`ValueId`, `BlockId`, `LocalId`, `SiteId`) are dense numbers local to one `HirFunction`.
 */
declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Path of a module from the project root, with forward slashes: `src/ring.ts`. */
export type ModulePath = Branded<string, "ModulePath">;
/** `<module path>#<symbol path>[~ordinal]`, e.g. `src/ring.ts#Ring.push`; the module body itself is `src/ring.ts#`. */
export type FunctionId = Branded<string, "FunctionId">;
/** A variable that lives outside one activation (captured or module level): `<owner function id>/<name>~<ordinal>`. */
export type CellId = Branded<string, "CellId">;
/** `<module path>#<class name path>~<ordinal>`. */
export type ClassId = Branded<string, "ClassId">;
/** Hex hash that names an obligation and survives edits elsewhere in the file. */
export type ObligationId = Branded<string, "ObligationId">;

/** Index of an SSA value (instruction result) within a function. Dense from 0. */
export type ValueId = Branded<number, "ValueId">;
/** Index into `HirFunction.blocks`. */
export type BlockId = Branded<number, "BlockId">;
/** Index into `HirFunction.locals`. */
export type LocalId = Branded<number, "LocalId">;
/** Index into `HirFunction.sites`. */
export type SiteId = Branded<number, "SiteId">;

export const modulePath = (text: string): ModulePath => text as ModulePath;
export const functionId = (text: string): FunctionId => text as FunctionId;
export const cellId = (text: string): CellId => text as CellId;
export const classId = (text: string): ClassId => text as ClassId;
export const obligationId = (text: string): ObligationId => text as ObligationId;
export const valueId = (index: number): ValueId => index as ValueId;
export const blockId = (index: number): BlockId => index as BlockId;
export const localId = (index: number): LocalId => index as LocalId;
export const siteId = (index: number): SiteId => index as SiteId;
