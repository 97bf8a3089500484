// Bounds oracle: instruments every element access in a TypeScript module with a checking
// helper that preserves JavaScript evaluation order, runs the module's exported run(), and
// reports each access whose key is not an existing in-range element of an indexable receiver.
// Usage: node oracle.mjs traps|provable|own-traps|own-provable [--json out.json] [file ...]
//
// Kept apart from the project on purpose: it imports nothing of it, and nothing of it imports this. Beside the file listing and the
// place of its output, two things were added to the original: elements of array patterns in declarations and assignments are checked,
// and `violatedSites` in the JSON names each violating access by its place, since a marked line may hold innocent ones too.
import ts from 'typescript';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);

// ---------- runtime helper ----------
// Where each instrumented access stands; instrumented code passes the index.
const places = [];
const state = { violations: [], accesses: 0, sites: new Set() };
// Told of every access instead of `state.violations`: its number, and the violation or null. It may throw to stop the program there.
let observer = null;
export function observe(told) { observer = told; state.accesses = 0; }
const isTA = (o) => ArrayBuffer.isView(o) && !(o instanceof DataView);
const TAlen = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length').get;
function kindOf(o) {
  if (typeof o === 'string') return 'string';
  if (o === null || typeof o !== 'object') return null;
  if (Array.isArray(o)) return 'array';
  if (isTA(o)) return 'typed';
  if (o instanceof String) return 'string';
  if (Object.prototype.toString.call(o) === '[object Arguments]') return 'arguments';
  if (typeof o.length === 'number' && !('size' in o)) return 'arraylike';
  return null;
}
function toKey(k) {
  if (typeof k === 'number' || typeof k === 'string' || typeof k === 'symbol') return k;
  if (k !== null && typeof k === 'object') { // ToPropertyKey exactly once
    const tp = k[Symbol.toPrimitive];
    const p = tp ? tp.call(k, 'string') : (typeof k.toString === 'function' ? k.toString() : k.valueOf());
    return typeof p === 'symbol' ? p : typeof p === 'number' ? p : String(p);
  }
  return String(k); // undefined, null, boolean, bigint
}
function check(o, k, place, mode) {
  const { line } = places[place];
  const kind = kindOf(o);
  if (!kind || typeof k === 'symbol') return;
  state.accesses++; state.sites.add(line + ':' + mode);
  const len = kind === 'typed' ? TAlen.call(o) : o.length;
  let why = null;
  if (typeof k === 'number') {
    if (!Number.isInteger(k)) why = Number.isNaN(k) ? 'nan' : Number.isFinite(k) ? 'fractional' : 'infinite';
    else if (k < 0) why = 'negative';
    else if (k >= len) why = 'past-end';
    else if (mode === 'read' && kind !== 'typed' && kind !== 'string' && !(k in o)) why = 'hole';
  } else {
    const n = Number(k);
    if (String(n) === k && n >= 0 && Number.isInteger(n)) {
      if (n >= len) why = 'past-end'; else if (mode === 'read' && !(k in Object(o))) why = 'hole';
    } else if (!(k in Object(o))) why = 'not-an-index';
  }
  if (observer !== null) { observer(state.accesses, why === null ? null : { place, mode, why, key: String(k), length: Number(len), kind }); return; }
  if (why) state.violations[state.violations.length] = { line, place, mode, why, key: String(k), length: Number(len), kind }; // no push: programs may patch it
}
const plus = (v, d) => (typeof v === 'bigint' ? v + BigInt(d) : Number(v) + d);
globalThis.__ck = {
  get(o, k, L) { k = toKey(k); check(o, k, L, 'read'); return o[k]; },
  set(o, k, v, L) { k = toKey(k); check(o, k, L, 'write'); return (o[k] = v); },
  upd(o, k, d, prefix, L) {
    k = toKey(k); check(o, k, L, 'read'); const old = o[k]; const num = typeof old === 'bigint' ? old : Number(old);
    const nv = plus(old, d); check(o, k, L, 'write'); o[k] = nv; return prefix ? nv : num;
  },
  key: toKey,
  pat(o, indices, L) { const n = indices.length; for (let i = 0; i < n; i++) check(o, indices[i], L[i], 'read'); return o; },
  optget(o, kf, L) { return o === null || o === undefined ? undefined : __ck.get(o, kf(), L); },
  lv(o, k, L) { k = toKey(k); return { set v(x) { check(o, k, L, 'write'); o[k] = x; }, get v() { check(o, k, L, 'read'); return o[k]; } }; },
};

// ---------- transformer ----------
const strip = (n) => { // casts, parens, non-null around an access stay transparent
  while (ts.isParenthesizedExpression(n) || ts.isAsExpression(n) || ts.isNonNullExpression(n) || ts.isTypeAssertionExpression(n) || ts.isSatisfiesExpression(n)) n = n.expression;
  return n;
};
function hasSuspend(n) {
  let f = false;
  const v = (x) => { if (f || (ts.isFunctionLike(x))) return; if (ts.isAwaitExpression(x) || ts.isYieldExpression(x)) { f = true; return; } ts.forEachChild(x, v); };
  v(n); return f;
}
export function instrument(sf, stats) {
  const shown = (position) => { const { line, character } = sf.getLineAndCharacterOfPosition(position); return `${line + 1}:${character + 1}`; };
  const place = (line, n) => places.push({ line, span: `${shown(n.getStart(sf))}-${shown(n.getEnd())}` }) - 1;
  const line = (n) => place(sf.getLineAndCharacterOfPosition((n.argumentExpression ?? n).getStart(sf)).line + 1, n);
  return (ctx) => {
    const f = ctx.factory;
    const ck = (m, ...a) => f.createCallExpression(f.createPropertyAccessExpression(f.createIdentifier('__ck'), m), undefined, a);
    const num = (n) => f.createNumericLiteral(n);
    const visit = (node) => {
      // type-level element access never appears as ElementAccessExpression
      if (ts.isBinaryExpression(node) && node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && node.operatorToken.kind <= ts.SyntaxKind.LastAssignment) {
        const lhs = strip(node.left);
        const isPat = ts.isArrayLiteralExpression(lhs) || ts.isObjectLiteralExpression(lhs);
        if (isPat) return f.updateBinaryExpression(node, pattern(lhs), node.operatorToken, checkedPattern(lhs, ts.visitNode(node.right, visit)));
        if (ts.isElementAccessExpression(lhs) && lhs.expression.kind !== ts.SyntaxKind.SuperKeyword) {
          const L = num(line(lhs)); stats.sites++;
          const o = ts.visitNode(lhs.expression, visit), k = ts.visitNode(lhs.argumentExpression, visit), r = ts.visitNode(node.right, visit);
          if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) return ck('set', o, k, r, L);
          stats.sites++;
          const tok = node.operatorToken.kind;
          const logical = { [ts.SyntaxKind.BarBarEqualsToken]: ts.SyntaxKind.BarBarToken, [ts.SyntaxKind.AmpersandAmpersandEqualsToken]: ts.SyntaxKind.AmpersandAmpersandToken, [ts.SyntaxKind.QuestionQuestionEqualsToken]: ts.SyntaxKind.QuestionQuestionToken }[tok];
          const op = logical ?? {
            [ts.SyntaxKind.PlusEqualsToken]: ts.SyntaxKind.PlusToken, [ts.SyntaxKind.MinusEqualsToken]: ts.SyntaxKind.MinusToken, [ts.SyntaxKind.AsteriskEqualsToken]: ts.SyntaxKind.AsteriskToken,
            [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: ts.SyntaxKind.AsteriskAsteriskToken, [ts.SyntaxKind.SlashEqualsToken]: ts.SyntaxKind.SlashToken, [ts.SyntaxKind.PercentEqualsToken]: ts.SyntaxKind.PercentToken,
            [ts.SyntaxKind.LessThanLessThanEqualsToken]: ts.SyntaxKind.LessThanLessThanToken, [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: ts.SyntaxKind.GreaterThanGreaterThanToken,
            [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]: ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken, [ts.SyntaxKind.AmpersandEqualsToken]: ts.SyntaxKind.AmpersandToken,
            [ts.SyntaxKind.BarEqualsToken]: ts.SyntaxKind.BarToken, [ts.SyntaxKind.CaretEqualsToken]: ts.SyntaxKind.CaretToken }[tok];
          const build = (O, K) => logical
            ? f.createParenthesizedExpression(f.createBinaryExpression(ck('get', O, K, L), op, f.createParenthesizedExpression(ck('set', O, K, r, L))))
            : ck('set', O, K, f.createBinaryExpression(ck('get', O, K, L), op, f.createParenthesizedExpression(r)), L);
          if (!hasSuspend(node.right)) { // ((o,k) => ...)(O, K)
            const O = f.createUniqueName('o'), K = f.createUniqueName('k');
            const fn = f.createArrowFunction(undefined, undefined, [f.createParameterDeclaration(undefined, undefined, O), f.createParameterDeclaration(undefined, undefined, K)], undefined, undefined, f.createParenthesizedExpression(build(O, K)));
            return f.createCallExpression(f.createParenthesizedExpression(fn), undefined, [o, ck('key', k)]);
          }
          const O = f.createTempVariable(ctx.hoistVariableDeclaration), K = f.createTempVariable(ctx.hoistVariableDeclaration);
          return f.createParenthesizedExpression(f.createCommaListExpression([f.createAssignment(O, o), f.createAssignment(K, ck('key', k)), build(O, K)]));
        }
      }
      if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)) {
        const t = strip(node.operand);
        if (ts.isElementAccessExpression(t)) {
          stats.sites += 2;
          const d = node.operator === ts.SyntaxKind.PlusPlusToken ? num(1) : f.createPrefixUnaryExpression(ts.SyntaxKind.MinusToken, num(1));
          return ck('upd', ts.visitNode(t.expression, visit), ts.visitNode(t.argumentExpression, visit), d, ts.isPrefixUnaryExpression(node) ? f.createTrue() : f.createFalse(), num(line(t)));
        }
      }
      if (ts.isVariableDeclaration(node) && node.initializer && ts.isArrayBindingPattern(node.name)) {
        return f.updateVariableDeclaration(node, ts.visitNode(node.name, visit), undefined, undefined, checkedPattern(node.name, ts.visitNode(node.initializer, visit)));
      }
      if (ts.isDeleteExpression(node)) {
        const t = strip(node.expression);
        if (ts.isElementAccessExpression(t)) return f.updateDeleteExpression(node, f.createElementAccessExpression(ts.visitNode(t.expression, visit), ts.visitNode(t.argumentExpression, visit)));
      }
      if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) {
        const init = target(node.initializer);
        const e = ts.visitNode(node.expression, visit), s = ts.visitNode(node.statement, visit);
        return ts.isForInStatement(node) ? f.updateForInStatement(node, init, e, s) : f.updateForOfStatement(node, node.awaitModifier, init, e, s);
      }
      if (ts.isCallExpression(node) && ts.isElementAccessExpression(strip(node.expression)) && !ts.isOptionalChain(node)) {
        const t = strip(node.expression);
        if (t.expression.kind !== ts.SyntaxKind.SuperKeyword) {
          stats.sites++;
          const O = f.createTempVariable(ctx.hoistVariableDeclaration);
          const fn = ck('get', f.createAssignment(O, ts.visitNode(t.expression, visit)), ts.visitNode(t.argumentExpression, visit), num(line(t)));
          return f.createCallExpression(f.createPropertyAccessExpression(fn, 'call'), undefined, [O, ...ts.visitNodes(node.arguments, visit)]);
        }
      }
      if (ts.isElementAccessExpression(node) && node.expression.kind !== ts.SyntaxKind.SuperKeyword) {
        stats.sites++;
        const o = ts.visitNode(node.expression, visit), k = ts.visitNode(node.argumentExpression, visit), L = num(line(node));
        if (ts.isOptionalChain(node)) return ck('optget', o, f.createArrowFunction(undefined, undefined, [], undefined, undefined, k), L);
        return ck('get', o, k, L);
      }
      return ts.visitEachChild(node, visit, ctx);
    };
    // Elements without a default, up to a rest element; nested patterns are left alone.
    const checkedPattern = (p, value) => {
      if (!ts.isArrayLiteralExpression(p) && !ts.isArrayBindingPattern(p)) return value;
      const indices = [], L = [], at = sf.getLineAndCharacterOfPosition(p.getStart(sf)).line + 1;
      p.elements.forEach((e, i) => {
        if (ts.isOmittedExpression(e) || ts.isSpreadElement(e) || (ts.isBindingElement(e) && (e.dotDotDotToken || e.initializer)) || (ts.isBinaryExpression(e) && e.operatorToken.kind === ts.SyntaxKind.EqualsToken)) return;
        indices.push(num(i)); L.push(num(place(at, e))); stats.sites++;
      });
      return indices.length === 0 ? value : ck('pat', value, f.createArrayLiteralExpression(indices), f.createArrayLiteralExpression(L));
    };
    const target = (n) => {
      const t = strip(n);
      if (ts.isElementAccessExpression(t)) { stats.sites++; return f.createPropertyAccessExpression(ck('lv', ts.visitNode(t.expression, visit), ts.visitNode(t.argumentExpression, visit), num(line(t))), 'v'); }
      if (ts.isArrayLiteralExpression(t) || ts.isObjectLiteralExpression(t)) return pattern(t);
      if (ts.isBinaryExpression(t) && t.operatorToken.kind === ts.SyntaxKind.EqualsToken) return f.updateBinaryExpression(t, target(t.left), t.operatorToken, ts.visitNode(t.right, visit));
      return ts.visitNode(n, visit);
    };
    const pattern = (p) => {
      if (ts.isArrayLiteralExpression(p)) return f.updateArrayLiteralExpression(p, p.elements.map((e) => ts.isSpreadElement(e) ? f.updateSpreadElement(e, target(e.expression)) : ts.isOmittedExpression(e) ? e : target(e)));
      return f.updateObjectLiteralExpression(p, p.properties.map((q) => ts.isPropertyAssignment(q) ? f.updatePropertyAssignment(q, ts.visitNode(q.name, visit), target(q.initializer)) : ts.visitNode(q, visit)));
    };
    return (s) => ts.visitEachChild(s, visit, ctx).statements === undefined ? s : f.updateSourceFile(s, ts.visitLexicalEnvironment(s.statements, visit, ctx));
  };
}

export function compile(file) {
  const src = fs.readFileSync(file, 'utf8');
  const stats = { sites: 0 };
  const out = ts.transpileModule(src, {
    fileName: file, reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, verbatimModuleSyntax: false },
    transformers: { before: [(ctx) => (sf) => { stats.sites = 0; return instrument(sf, stats)(ctx)(sf); }] },
  });
  return { js: out.outputText, sites: stats.sites, src };
}
/**
 * A CommonJS text for hosts that run it themselves; `spanOf` gives the span (`12:9-12:13`) of a violation's `place`. It may run until the next text
 * is compiled, and after `again` once more.
 */
export function compileText(text) {
  places.length = 0; // nothing is kept from one text to the next
  const out = ts.transpileModule(text, {
    fileName: 'program.ts', compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    transformers: { before: [(ctx) => (sf) => instrument(sf, { sites: 0 })(ctx)(sf)] },
  });
  const own = [...places];
  return { js: out.outputText, spanOf: (p) => own[p].span, again: () => { places.length = 0; for (const one of own) places.push(one); } };
}
export async function runFile(file) {
  const { js, sites, src } = compile(file);
  const dir = process.env.ORACLE_OUT ?? path.join(here, '..', '..', '..', 'out', 'oracle'); fs.mkdirSync(dir, { recursive: true });
  const outFile = path.join(dir, path.basename(path.dirname(file)) + '-' + path.basename(file, '.ts') + '.mjs');
  fs.writeFileSync(outFile, js);
  state.violations = []; state.accesses = 0;
  const marks = []; src.split('\n').forEach((l, i) => { if (/\/\/ OOB\b/.test(l)) marks.push(i + 1); });
  let error = null, result;
  try {
    const m = await import(pathToFileURL(outFile).href + '?t=' + Date.now());
    result = await m.run();
  } catch (e) { error = String(e && e.stack || e); }
  return { file, sites, loc: src.split('\n').filter((l) => l.trim() && !/^\s*\/\//.test(l)).length, executed: state.accesses, violations: state.violations, marks, error, result };
}

if (process.argv[1] && fileURLToPath(import.meta.url) === path.resolve(process.argv[1])) {
  const args = process.argv.slice(2); const mode = args.shift(); let json = null; const files = [];
  for (let i = 0; i < args.length; i++) { if (args[i] === '--json') json = args[++i]; else files.push(path.resolve(args[i])); }
  const dir = path.join(root, mode);
  const list = files.length ? files : fs.readdirSync(dir).filter((f) => /\.ts$/.test(f)).sort().map((f) => path.join(dir, f));
  let bad = 0, sites = 0, exec = 0; const rows = [];
  for (const file of list) {
    const r = await runFile(file); sites += r.sites; exec += r.executed;
    const vl = [...new Set(r.violations.map((v) => v.line))].sort((a, b) => a - b);
    let ok, msg;
    if (mode.endsWith('traps')) {
      ok = r.marks.length > 0 && r.marks.every((m) => vl.includes(m)) && vl.every((v) => r.marks.includes(v)) && !r.error;
      msg = `marked ${r.marks} observed ${vl} ` + r.violations.slice(0, 2).map((v) => `${v.mode} ${v.why} key=${v.key} len=${v.length}`).join('; ');
    } else {
      ok = vl.length === 0 && r.marks.length === 0 && !r.error && r.executed > 0;
      msg = `sites ${r.sites} executed ${r.executed}` + (vl.length ? ' VIOLATIONS ' + JSON.stringify(r.violations.slice(0, 3)) : '');
    }
    if (!ok) bad++;
    rows.push({ file: path.basename(file), ok, loc: r.loc, sites: r.sites, executed: r.executed, marks: r.marks, violations: r.violations.slice(0, 5), error: r.error,
      violatedSites: [...new Set(r.violations.map((v) => `${v.mode} ${places[v.place].span}`))].sort() });
    if (!ok || process.env.VERBOSE) console.log(`${ok ? 'ok  ' : 'FAIL'} ${path.basename(file)}: ${msg}${r.error ? '\n   ERROR ' + r.error.split('\n').slice(0, 3).join(' | ') : ''}`);
  }
  console.log(`${mode}: ${list.length - bad}/${list.length} confirmed; ${sites} static access sites; ${exec} accesses executed`);
  if (json) fs.writeFileSync(json, JSON.stringify(rows, null, 1));
  process.exit(bad ? 1 : 0);
}
