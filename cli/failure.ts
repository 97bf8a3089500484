import { CommanderError } from "commander";
import { ConfigError, InternalError } from "../core/errors.js";

/** What went wrong, for standard error. A stack is shown only when `debug` is set: it tells a user nothing he could act on. */
export function describeFailure(error: unknown, debug: boolean): string {
  // commander has already printed its message.
  if (error instanceof CommanderError) return "";
  if (error instanceof ConfigError) return `surety: ${error.message}\n`;
  const message = error instanceof Error ? error.message : String(error);
  const kind =
    error instanceof InternalError ? "internal error" : `internal error (${error instanceof Error ? error.name : typeof error})`;
  const stack = debug && error instanceof Error && error.stack !== undefined ? `${error.stack}\n` : "";
  const hint = debug ? "" : " Set SURETY_DEBUG=1 to see where it arose.";
  return `surety: ${kind}: ${firstLine(message)}\nThis is a defect of Surety, not of your program; nothing was reported as proved.${hint}\n${stack}`;
}

function firstLine(text: string): string {
  const end = text.indexOf("\n");
  return end === -1 ? text : text.slice(0, end);
}
