// getUTCDay of a Sunday is 0.
const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
function dayName(ms: number): string {
  return NAMES[new Date(ms).getUTCDay() - 1]; // OOB
}
export function run(): unknown { return dayName(Date.UTC(2024, 0, 7)); }
