/** The key `extends`: policies of an organisation that hold here too, each pinned by the hash of its file. */
import type { ConfigSection } from "./section.js";

export interface ExtendedPolicy {
  /** A path that starts with `./` or `../`, from the folder of the file, or a package, with a path in it or without. */
  readonly from: string;
  /** Of the file's bytes, lower case hexadecimal. */
  readonly sha256: string;
}

export const EXTENDS_SECTION: ConfigSection<readonly ExtendedPolicy[], readonly ExtendedPolicy[]> = {
  schema: {
    type: "array",
    description: "the organisation's policies, each with the hash that it was reviewed at",
    items: {
      type: "object",
      additionalProperties: false,
      description: 'a policy such as { "from": "@acme/surety-policy", "sha256": "9f86d0…" }',
      required: ["from", "sha256"],
      properties: {
        from: {
          type: "string",
          pattern: "^(?:\\.{1,2}/.*|(?:@[A-Za-z0-9._~-]+/)?[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9._~/-]+)?)$",
          description: "a path that starts with ./ or ../, or the name of a package, such as @acme/surety-policy",
        },
        sha256: {
          type: "string",
          pattern: "^[0-9a-f]{64}$",
          description: "64 hexadecimal digits in lower case: the SHA-256 of the file; `sha256sum` prints it",
        },
      },
    },
  },
  decode: (raw) => raw ?? [],
};
