import "../dist/harden-all.js";
