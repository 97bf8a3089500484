/** `1 record`, `2 records`. */
export const count = (number: number, one: string, more: string = `${one}s`): string =>
  `${String(number)} ${number === 1 ? one : more}`;
