/**
 * Source text without what must not be kept: credentials and addresses of people. Wrong alarms cost a literal its text, no more, so the rules
 * lean that way: a known form of token, a literal that is bound to a telling name, a long literal of high entropy.
 */

export const SCRUBBED = "<scrubbed>";

/** Forms of tokens as their issuers document them, private keys, credentials in addresses, mail addresses. */
const KNOWN: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu,
  /\bgh[pousr]_[A-Za-z0-9]{20,}\b/gu,
  /\bgithub_pat_\w{20,}\b/gu,
  /\bglpat-[\w-]{16,}/gu,
  /\bxox[abeoprs]-[\w-]{10,}/gu,
  /\b[rs]k_(?:live|test)_\w{10,}\b/gu,
  /\bsk-[\w-]{16,}/gu,
  /\bnpm_[A-Za-z0-9]{20,}\b/gu,
  /\bAIza[\w-]{30,}/gu,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gu,
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:'"`]+:[^\s/@'"`]+(?=@)/gu,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,
];

/** `password = "…"`, `apiKey: '…'`, `"client_secret": "…"`, `Authorization: Bearer …`. */
const NAMED =
  /((?:pass(?:word|wd|phrase)?|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|auth(?:orization)?|cookie|session[-_]?id|salt|signature)\w*["'`]?\s*(?::[^=,;(){}\n]{0,40})?[:=]{1,3}\s*)(["'`])((?:\\.|(?!\2)[^\\\n])*)\2/giu;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/-]{8,}=*/gu;

const LITERAL = /(["'`])((?:\\.|(?!\1)[^\\])*)\1/gu;
/** Letters of keys in base 16, 32, 64. */
const KEY_LIKE = /^[\w+/.=-]{20,}$/u;

export function scrub(text: string): string {
  let result = text.replace(NAMED, (_whole, before: string, quote: string) => `${before}${quote}${SCRUBBED}${quote}`);
  result = result.replace(BEARER, (_whole, scheme: string) => `${scheme} ${SCRUBBED}`);
  for (const pattern of KNOWN) result = result.replace(pattern, SCRUBBED);
  return result.replace(LITERAL, (whole, quote: string, inside: string) =>
    KEY_LIKE.test(inside) && isRandom(inside) ? `${quote}${SCRUBBED}${quote}` : whole,
  );
}

/** Bits a character: words of a language have less than random text over the same alphabet. */
function isRandom(text: string): boolean {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const entropy = [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
  const isHex = /^[0-9a-f]+$/iu.test(text);
  return /\d/u.test(text) && entropy > (isHex ? 3 : 3.7);
}
