/**
 * What the copy of the runtime in an observed tree has at the end of its monitor: every violation goes to a log. In the runtime itself, since
 * test runners have module registries, workers and processes of their own, and each has a copy of the monitor then.
 */
export function recorderText(log: string): string {
  return `
;(function () {
  var fs = require("node:fs"), told = Object.create(null);
  exports.subscribe(function (event) {
    var n = (told[event.obligation] = (told[event.obligation] || 0) + 1);
    // Once, twice, four times, …: a loop that leaves its range at every step must not fill the disk.
    if ((n & (n - 1)) !== 0) return;
    var row = { obligation: event.obligation, kind: event.kind, location: event.location, observed: event.observed, times: n, process: process.pid };
    fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(row) + "\\n");
  });
})();
`;
}

/**
 * What the copy has at the end of the file that decides about grants: what is asked for goes to a log, whether it is granted or not. Each
 * question once a process, and no more of one kind than a person would read.
 */
export function authorityRecorderText(log: string): string {
  return `
;(function () {
  var fs = require("node:fs"), told = Object.create(null), counts = Object.create(null), make = exports.createSubject;
  exports.createSubject = function (settings, texts, place) {
    var subject = make(settings, texts, place), asked = Object.assign({}, subject);
    function note(action, resource) {
      var row = JSON.stringify({ module: settings.module, action: action, resource: resource }), kind = settings.module + " " + action;
      if (told[row] || (counts[kind] = (counts[kind] || 0) + 1) > 100) return;
      told[row] = true;
      fs.appendFileSync(${JSON.stringify(log)}, row + "\\n");
    }
    subject.check = function (action, resource) { note(action, resource); asked.check(action, resource); };
    subject.deny = function (action, resource) { note(action, resource); asked.deny(action, resource); };
    ["allows", "allowsTree"].forEach(function (name) {
      subject[name] = function (action, resource) {
        var covered = asked[name](action, resource);
        if (covered) note(action, resource);
        return covered;
      };
    });
    return subject;
  };
})();
`;
}

/**
 * The statement that a guarded module of the copy begins with: which modules were loaded at all is what tells "nothing was seen" from "nobody
 * looked". Guards register only when one of them fails. Whatever is amiss with the host, the tests must not notice.
 */
export function loadedRecorderText(log: string, module: string): string {
  const row = JSON.stringify(`${module}\n`);
  return `try { globalThis.process.getBuiltinModule("node:fs").appendFileSync(${JSON.stringify(log)}, ${row}); } catch {} `;
}

export interface AuthorityUsed {
  /** Path of the module from the project root. */
  readonly module: string;
  readonly action: string;
  /** Sorted; empty where it was used on whatever there is. Paths below `copy` as they are below the project. */
  readonly resources: readonly string[];
}

const MOST_SHOWN = 20;

/** The log, one entry a module and action, sorted. */
export function readAuthorityUsed(log: string, copy: string): readonly AuthorityUsed[] {
  const found = new Map<string, { readonly module: string; readonly action: string; readonly resources: Set<string> }>();
  for (const line of log.split("\n")) {
    // A line that was cut off: the process was killed while it wrote.
    if (!line.endsWith("}")) continue;
    const row: unknown = JSON.parse(line);
    if (typeof row !== "object" || row === null || !("module" in row) || !("action" in row)) continue;
    const [module, action] = [String(row.module), String(row.action)];
    const known = found.get(`${module}\0${action}`) ?? { module, action, resources: new Set() };
    found.set(`${module}\0${action}`, known);
    if ("resource" in row && typeof row.resource === "string")
      known.resources.add(row.resource.startsWith(`${copy}/`) ? `./${row.resource.slice(copy.length + 1)}` : row.resource);
  }
  return [...found.values()]
    .map(({ module, action, resources }) => ({ module, action, resources: [...resources].sort().slice(0, MOST_SHOWN) }))
    .sort((a, b) => (a.module < b.module || (a.module === b.module && a.action < b.action) ? -1 : 1));
}

export interface Sighting {
  readonly obligation: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly observed: string;
  readonly times: number;
}

/** The log, one entry an obligation, sorted. A line that was cut off is left out: the process was killed while it wrote. */
export function readSightings(log: string): readonly Sighting[] {
  const found = new Map<string, { readonly first: Sighting; readonly times: Map<string, number> }>();
  for (const line of log.split("\n")) {
    const sighting = decode(line);
    if (sighting === null) continue;
    const { process, ...row } = sighting;
    const known = found.get(row.obligation) ?? { first: row, times: new Map<string, number>() };
    known.times.set(process, Math.max(known.times.get(process) ?? 0, row.times));
    found.set(row.obligation, known);
  }
  return [...found.values()]
    .map(({ first, times }) => ({ ...first, times: [...times.values()].reduce((a, b) => a + b, 0) }))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}

function decode(line: string): (Sighting & { readonly process: string }) | null {
  if (!line.endsWith("}")) return null;
  const row: unknown = JSON.parse(line);
  if (typeof row !== "object" || row === null || !("location" in row)) return null;
  const { location } = row;
  const text = (from: object, key: string): string => String(Object.getOwnPropertyDescriptor(from, key)?.value ?? "");
  if (typeof location !== "object" || location === null) return null;
  return {
    obligation: text(row, "obligation"),
    kind: text(row, "kind"),
    file: text(location, "file"),
    line: Number(text(location, "line")),
    column: Number(text(location, "column")),
    observed: text(row, "observed"),
    times: Number(text(row, "times")),
    process: text(row, "process"),
  };
}
