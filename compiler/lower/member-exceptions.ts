/**
 * Where members of the program's own objects are not what their declared types say: accessors, fields read before they are assigned, stores of
 * something else.
 */
import type { ts } from "../typescript.js";
import { sameData } from "../../core/same-data.js";
import {
  accessorNamesOf,
  sameAccessorNames,
  uniteAccessorNames,
  withLooseNumbers,
  type AccessorNames,
} from "./accessor-names.js";
import { constructionsOf, lateFieldsOf, sameLateFields, type Construction, type LateFields } from "./late-fields.js";
import {
  looseStoresOf,
  NO_LOOSE_STORES,
  sameLooseStores,
  uniteLooseStores,
  type FileLooseStores,
  type LooseStores,
} from "./loose-stores.js";

export interface MemberExceptions {
  readonly accessors: AccessorNames;
  readonly late: LateFields;
  readonly loose: LooseStores;
}

/** Of one file. */
export interface FileExceptions {
  readonly accessors: AccessorNames;
  readonly constructions: readonly Construction[];
  readonly loose: FileLooseStores;
}

export const NO_EXCEPTIONS: FileExceptions = {
  accessors: { any: false, numbered: null, lists: null, joined: false, untyped: false, names: new Map() },
  constructions: [],
  loose: NO_LOOSE_STORES,
};

/** `assigns`: TypeScript sees to it that constructors assign every field. */
export function fileExceptions(file: ts.SourceFile, checker: ts.TypeChecker, assigns: boolean): FileExceptions {
  return {
    accessors: accessorNamesOf(file, checker),
    constructions: constructionsOf(file, checker, assigns),
    loose: looseStoresOf(file, checker),
  };
}

export function uniteExceptions(all: Iterable<FileExceptions>): MemberExceptions {
  const files = [...all];
  const loose = uniteLooseStores(files.map((file) => file.loose));
  const accessors = withLooseNumbers(uniteAccessorNames(files.map((file) => file.accessors)), loose.members);
  return {
    accessors,
    late: lateFieldsOf(
      files.flatMap(({ constructions }) => constructions),
      accessors,
    ),
    loose,
  };
}

export const sameExceptions = (a: MemberExceptions, b: MemberExceptions): boolean =>
  sameAccessorNames(a.accessors, b.accessors) && sameLateFields(a.late, b.late) && sameLooseStores(a.loose, b.loose);

export const sameFileExceptions = (a: FileExceptions, b: FileExceptions): boolean =>
  sameAccessorNames(a.accessors, b.accessors) &&
  sameData(a.constructions, b.constructions) &&
  sameData(a.loose.handed, b.loose.handed) &&
  sameLooseStores(a.loose, b.loose);
