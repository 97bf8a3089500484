const settings = { a: 1 };
export const read = (name) => Reflect.get(settings, name);
export const names = () => Reflect.ownKeys(settings);
