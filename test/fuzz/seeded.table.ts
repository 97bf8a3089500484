export interface SeededUnsoundness { readonly name: string; readonly file: string; readonly replace: readonly (readonly [from: string, to: string])[]; readonly boundary?: "checked" | "trusted"; }
export const SEEDED: readonly SeededUnsoundness[] = [];
