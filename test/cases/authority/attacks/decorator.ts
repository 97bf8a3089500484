// EXPECT: code.eval
const log = (make: typeof Function) => (value: unknown) => (make("return process")(), value);
@(log(Function) as ClassDecorator)
export class A {}
