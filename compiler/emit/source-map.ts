/** Maps through both steps: emitted JavaScript to guarded text to original text. */
import remapping from "@jridgewell/remapping";
import type { EditedModule } from "./guard-edits.js";

/** A version 3 map as TypeScript writes it. */
interface WrittenMap {
  readonly version: 3;
  readonly file: string;
  readonly sourceRoot?: string;
  readonly sources: string[];
  readonly names: string[];
  readonly mappings: string;
  readonly sourcesContent?: string[];
}

export interface MapInput {
  /** Map of the emitted JavaScript as JSON. */
  readonly emitted: string;
  /** Null when the text was not edited. */
  readonly edit: EditedModule["map"];
  /** The original text, when the map is to carry it. */
  readonly content: string | null;
}

/** The map from emitted JavaScript to the original, as JSON. Its `sources` are those TypeScript wrote: the file keeps its place. */
export function composeMaps({ emitted, edit, content }: MapInput): string {
  const written = JSON.parse(emitted) as WrittenMap;
  const { version, file, sourceRoot, sources } = written;
  const { mappings, names } =
    edit === null
      ? written
      : remapping(written, (_, { depth }) =>
          depth === 1 ? { version: 3, file, mappings: edit.mappings, names: edit.names, sources: edit.sources } : null,
        );
  const contents = content === null ? {} : { sourcesContent: [content] };
  return JSON.stringify({ version, file, sourceRoot: sourceRoot ?? "", sources, names, mappings, ...contents });
}
