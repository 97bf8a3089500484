// tier: interval over doubles. The integer part is clamped below the last segment.
function lerp(a: Float64Array, t: number): number {
  if (a.length < 2 || !(t >= 0 && t <= 1)) return 0;
  const x = t * (a.length - 1);
  const i = Math.min(Math.floor(x), a.length - 2);
  if (i < 0) return 0;
  return a[i] + (a[i + 1] - a[i]) * (x - i);
}
export function run(): unknown { const a = new Float64Array([0, 10, 20]); return [lerp(a, 0), lerp(a, 0.25), lerp(a, 1)]; }
