export { HardenError, harden } from "../dist/harden.js";
