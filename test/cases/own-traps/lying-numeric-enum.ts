// A numeric enum accepts any number.
const Level = { Low: 0, High: 1 } as const;
type Level = (typeof Level)[keyof typeof Level];
const NAMES = ['low', 'high'];
function nameOf(level: Level): string {
  return NAMES[level]; // OOB
}
export function run(): unknown { return nameOf(Number('2') as Level); }
