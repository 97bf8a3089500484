/**
 * A defect of ours: a broken invariant of the tool chain. Never raised for anything the user's program contains.
 * The command line turns it into exit code 2.
 */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

/** Wrong usage or configuration: the message names the option, file or key and says what would be right. Exit code 2. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Ends a switch over a discriminated union; a new member becomes a compile-time error where it is not treated. */
export function assertNever(value: never): never {
  throw new InternalError(`unexpected member of a closed union: ${JSON.stringify(value)}`);
}
