/**
 * Objects made by what a module was granted lead on to more: `stream.constructor` opens any file, a socket that is connected connects again
 * elsewhere. Where such a method or constructor is reached through an object, it is asked for here, once for the whole process:
 *
 * * `constructor` on the prototypes of privileged classes becomes one that is refused. What needs the class names it.
 * * `connect`, `listen` and the like ask the grant of the module that the object belongs to (`belongTo`). Objects that belong to nobody are those
 *   of code without guards, and of Node itself; they work as before, unless they pose as others: proxies of objects, or objects with one as
 *   their prototype.
 */
import { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } from "../primordials";
import { tameConstructor } from "./constructors";
import { tameHandles } from "./handles";
import { checkListening, checkTarget, connectOptions, ownerOf } from "./connections";
import { builtin, isProxy } from "./host";
import type { Callable, Members } from "./host";
import type { Subject } from "./subject";

const CLASSES: readonly (readonly [module: string, names: readonly string[]])[] = [
  ["fs", ["ReadStream", "WriteStream", "Dir"]],
  ["net", ["Socket", "Server"]],
  ["tls", ["TLSSocket", "Server"]],
  ["http", ["Agent", "ClientRequest", "Server"]],
  ["https", ["Agent", "Server"]],
  ["dgram", ["Socket"]],
  ["child_process", ["ChildProcess"]],
  ["worker_threads", ["Worker"]],
  ["vm", ["Script"]],
];

const state = { tamed: false };

/** Once a process. Does nothing where there is no Node. */
export function tame(): void {
  if (state.tamed || builtin("net") === undefined) return;
  state.tamed = true;
  for (let i = 0; i < CLASSES.length; i++) {
    const [module, names] = CLASSES[i] as (typeof CLASSES)[number];
    const members = builtin(module);
    for (let j = 0; j < names.length; j++) tameConstructor(members?.[names[j] as string]);
  }
  // Node makes agents by the constructor of the global one.
  for (const module of ["http", "https"]) {
    const { globalAgent, Agent } = builtin(module) as { globalAgent: object; Agent: unknown };
    defineProperty(globalAgent, "constructor", { value: Agent, writable: true, configurable: true, enumerable: false });
  }
  const net = builtin("net") as Record<string, { prototype: Members }>;
  tameMethod(net["Socket"]?.prototype, "connect", (subject, args) => {
    const [first] = args;
    // Node has put its own calls in order already: `[options, callback]`.
    const normal = Array.isArray(first) ? (first as unknown[]) : null;
    const { options, rest } = connectOptions(normal ?? args);
    checkTarget(subject, options, { port: undefined });
    return normal === null ? [options, ...rest] : args;
  });
  tameMethod(net["Server"]?.prototype, "listen", checkListening);
  for (const module of ["http", "https"]) {
    const { Agent } = builtin(module) as { Agent: { prototype: Members } };
    tameMethod(Agent.prototype, "createConnection", (subject, args) => {
      const { options, rest } = connectOptions(args);
      checkTarget(subject, options, { port: undefined });
      return [options, ...rest];
    });
  }
  const { ChildProcess } = builtin("child_process") as { ChildProcess: { prototype: Members } };
  tameMethod(ChildProcess.prototype, "spawn", (subject, args) => {
    subject.check("process.spawn", null);
    return args;
  });
  tameHandles();
}

/** The module that `object` belongs to, or an object that it stands for. */
function responsible(object: unknown): Subject | undefined | "nobody" {
  let at: unknown = object;
  for (let depth = 0; typeof at === "object" && at !== null && depth < 32; depth++) {
    if (isProxy(at)) return "nobody";
    const owner = ownerOf(at);
    if (owner !== undefined) return owner;
    at = getPrototypeOf(at);
  }
  return undefined;
}

function tameMethod(
  prototype: Members | undefined,
  name: string,
  check: (subject: Subject, args: readonly unknown[]) => readonly unknown[],
): void {
  const found = prototype === undefined ? undefined : getOwnPropertyDescriptor(prototype, name);
  const raw = found?.value as Callable | undefined;
  if (prototype === undefined || typeof raw !== "function") return;
  const tamed = new Proxy(raw, {
    apply(target, self, args: unknown[]) {
      const subject = responsible(self);
      if (subject === undefined) return apply(target, self, args);
      if (subject === "nobody") throw new TypeError(`\`${name}\` is called on a proxy of an object that connects or listens`);
      return apply(target, self, check(subject, args) as unknown[]);
    },
  });
  defineProperty(prototype, name, { ...found, value: tamed });
}
