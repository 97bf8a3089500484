// getUTCMonth of an invalid date is NaN.
const DAYS = new Uint8Array(12).fill(30);
function daysInMonth(text: string): number {
  return DAYS[new Date(text).getUTCMonth()]; // OOB
}
export function run(): unknown { return daysInMonth('never'); }
