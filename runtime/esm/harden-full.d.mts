export { hardenFully } from "../dist/harden-full.js";
