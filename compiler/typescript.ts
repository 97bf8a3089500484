/**
 * TypeScript, as everything here gets it. By `require`, since an `import` of a CommonJS package has Node parse its nine megabytes twice
 * more, for the names that it exports and for its format: 0.4 s of every start.
 */
// @ts-expect-error -- the one syntax that gives the namespace with its types; no type is erased from this file.
import ts = require("typescript");

export { ts };
