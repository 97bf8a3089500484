export const later = (f) => setTimeout(f, 10);
export const soon = (f) => queueMicrotask(() => f());
