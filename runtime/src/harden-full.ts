export function hardenFully(): void {}
