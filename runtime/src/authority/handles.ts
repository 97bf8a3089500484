/**
 * The objects of Node's C++ side, which its own objects hold: `child._handle`, `socket._handle`, `process.stdout._handle`. They ask nobody:
 * `new child._handle.constructor().spawn({ file })` starts any program. They cannot be hidden, since Node itself reads these properties, so
 * their classes are made out of reach, and so is each method that does to an object at hand what its class would do to a new one. Node names
 * the classes by themselves, and uses a method once: it notices nothing.
 *
 * The classes are found by `process.binding`. Where that is refused (Node's own permission model), what they do is refused as well.
 */
import { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } from "../primordials";
import { refuseObject, tameConstructor } from "./constructors";
import { rawProcess } from "./host";
import type { Callable, Members } from "./host";

const CLASSES: readonly (readonly [binding: string, names: readonly string[]])[] = [
  ["tcp_wrap", ["TCP"]],
  ["pipe_wrap", ["Pipe"]],
  ["process_wrap", ["Process"]],
  ["tty_wrap", ["TTY"]],
  ["udp_wrap", ["UDP"]],
  ["fs_event_wrap", ["FSEvent"]],
  ["fs", ["StatWatcher", "FileHandle"]],
];

interface Handle extends Members {
  getProviderType(): number;
  close(): void;
}

type HandleClass = { readonly prototype: Members } & (new (type: number) => Handle);

const { add, has } = WeakSet.prototype;
/** Processes that have been started. */
const started = new WeakSet();

export function tameHandles(): void {
  for (let i = 0; i < CLASSES.length; i++) {
    const [name, classes] = CLASSES[i] as (typeof CLASSES)[number];
    const members = bindingOf(name);
    for (let j = 0; j < classes.length; j++) tameConstructor(members?.[classes[j] as string]);
  }
  const { Process } = (bindingOf("process_wrap") ?? {}) as { Process?: HandleClass };
  // One object starts one program: whoever has it has a program that runs, or one that could not be started.
  if (Process !== undefined)
    refuseUnless(Process.prototype, "spawn", (self) => {
      const isFirst = !apply(has, started, [self]);
      apply(add, started, [self]);
      return isFirst;
    });
  for (const [name, kind] of [
    ["tcp_wrap", "TCP"],
    ["pipe_wrap", "Pipe"],
  ] as const) {
    const { [kind]: Class, constants } = (bindingOf(name) ?? {}) as Partial<Record<"TCP" | "Pipe", HandleClass>> & {
      constants?: { SERVER: number };
    };
    if (Class === undefined || constants === undefined) continue;
    const sample = new Class(constants.SERVER);
    const { getProviderType, close } = sample;
    const server = apply(getProviderType, sample, []);
    apply(close, sample, []);
    // A socket that waits for its name to be looked up is bound to nothing yet, and could be made to listen.
    refuseUnless(Class.prototype, "listen", (self) => apply(getProviderType, self as Handle, []) === server);
  }
}

/** The class of what runs a thread is known by its objects only, which hide behind a symbol. */
export function tameThread(thread: unknown): void {
  if (typeof thread !== "object" || thread === null) return;
  const keys = ownKeys(thread);
  for (let i = 0; i < keys.length; i++) {
    const value = typeof keys[i] === "symbol" ? (thread as Members)[keys[i] as symbol] : null;
    if (typeof value === "object" && value !== null && "startThread" in value)
      tameConstructor((value as { constructor: unknown }).constructor);
  }
}

function bindingOf(name: string): Members | undefined {
  const binding = (rawProcess as unknown as { binding?: (name: string) => Members } | undefined)?.binding;
  if (binding === undefined) return undefined;
  try {
    return apply<unknown, string[], Members>(binding, rawProcess, [name]);
  } catch (refusal) {
    // No such binding in this Node, or none for anybody.
    if (typeof (refusal as { code?: unknown }).code === "string") return undefined;
    throw refusal;
  }
}

function refuseUnless(prototype: Members, name: string, isInOrder: (self: object) => boolean): void {
  const found = getOwnPropertyDescriptor(prototype, name);
  const raw = found?.value as Callable | undefined;
  if (typeof raw !== "function") return;
  const tamed = new Proxy(raw, {
    apply(target, self: unknown, args: unknown[]) {
      if (typeof self === "object" && self !== null && !isInOrder(self))
        refuseObject(`${name} of a handle`, "what it does, and ask Node for it");
      return apply(target, self, args);
    },
  });
  defineProperty(prototype, name, { ...found, value: tamed });
}
