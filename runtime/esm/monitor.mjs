export { events, hits, subscribe } from "../dist/monitor.js";
