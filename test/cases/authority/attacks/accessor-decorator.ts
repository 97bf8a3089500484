// EXPECT: env.read
const spy = (env: NodeJS.ProcessEnv) => (_: unknown, context: { addInitializer(f: () => void): void }) =>
  context.addInitializer(() => void env["TOKEN"]);
export class A {
  @(spy(process.env) as never) accessor x = 1;
}
