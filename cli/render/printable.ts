/** Text on one line, without characters that a terminal would take for commands: source text and messages hold whatever a file held. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
}
