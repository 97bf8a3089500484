/** Classes that objects lead to by `constructor`, and what happens to those who go that way. */
import { CapabilityViolation } from "../capability-violation";
import { record } from "../monitor";
import { defineProperty } from "../primordials";
import type { Callable, Members } from "./host";

/** A violation of nobody in particular: whose code it is that uses an object cannot be told. */
export function refuseObject(observed: string, grant: string): never {
  const finding = {
    obligation: "",
    kind: "capability" as const,
    location: { file: "", line: 0, column: 0 },
    observed,
    expected: "a class that is named where it is used",
    cwe: "CWE-749",
    module: "(an object)",
    action: "code.dynamic",
    resource: observed,
    grant,
  };
  record(finding, false);
  throw new CapabilityViolation(finding);
}

/** From now on the objects of the class lead to it no more; it is what it was to those who have it. */
export function tameConstructor(of: unknown): void {
  if (typeof of !== "function") return;
  const { prototype } = of as { prototype?: Members };
  if (prototype === undefined || prototype["constructor"] !== of) return;
  const { name } = of;
  const refuse = (): never => refuseObject(`constructor of ${name}`, `what \`${name}\` needs, and name it`);
  const powerless = new Proxy(of as Callable, {
    apply: refuse,
    construct: refuse,
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    getPrototypeOf: () => Function.prototype,
    get: (target, key) =>
      key === "prototype" || key === "name" || key === "length"
        ? (target as unknown as Members)[key]
        : key === Symbol.hasInstance
          ? (value: unknown) => value instanceof (of as unknown as new () => object)
          : (Function.prototype as unknown as Members)[key],
  });
  defineProperty(prototype, "constructor", { value: powerless, writable: true, configurable: true, enumerable: false });
}
