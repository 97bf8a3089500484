/** What the process that holds the database is asked, and what it answers. Entries are opaque to it. */
export type DiskRequest =
  | { readonly id: number; readonly kind: "fetch"; readonly keys: readonly string[] }
  | { readonly id: number; readonly kind: "put"; readonly entries: readonly (readonly [key: string, value: Uint8Array])[] }
  | { readonly id: number; readonly kind: "statistics" }
  | { readonly id: number; readonly kind: "clear" }
  /** Up to `most` entries whose keys come after `after`, in order. */
  | { readonly id: number; readonly kind: "list"; readonly after: string; readonly most: number }
  | { readonly id: number; readonly kind: "remove"; readonly keys: readonly string[] };

export interface DiskStatistics {
  readonly entries: number;
  /** Of the database's pages in use. */
  readonly bytes: number;
}

/** Data that comes from a file anybody may have written: every field is checked where it is used. */
export interface DiskAnswer {
  readonly id: number;
  readonly error?: string;
  /** The error says that the file is no sound database. */
  readonly damaged?: boolean;
  /** `fetch`: in the order of the keys, null for what is missing. */
  readonly values?: readonly (Uint8Array | null)[];
  readonly entries?: readonly (readonly [key: string, value: Uint8Array])[];
  readonly statistics?: DiskStatistics;
}

export interface DatabaseOptions {
  readonly file: string;
  readonly maxBytes: number;
}
