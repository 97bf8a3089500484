import { setMaxListeners } from "node:events";

/** A controller that any number of requests may listen to; Node takes more than ten for a leak, and warns. */
export function createAbortController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
