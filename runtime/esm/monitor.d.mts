export { events, hits, subscribe } from "../dist/monitor.js";
export type { SafetyEvent } from "../dist/monitor.js";
