/**
 * Residue classes `residue (mod modulus)`. Modulus 1 says nothing; modulus 0 (only while computing) is the single integer `residue`.
 * Order: a class is below another when it is contained in it, so joins take greatest common divisors and chains descend by division.
 * Moduli stay at most 2^26, so that products of two residues are exact.
 */
export interface Congruence {
  readonly modulus: number;
  readonly residue: number;
}

export const ANY_INTEGER: Congruence = { modulus: 1, residue: 0 };

const MAX_MODULUS = 2 ** 26;

/** Greatest common divisor of two integers; `gcd(0, 0)` is 0. */
export function gcd(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

/** The remainder in `[0, modulus)` of any integer double; exact, since `%` is. */
export function floorMod(value: number, modulus: number): number {
  const rest = value % modulus;
  return rest < 0 ? rest + modulus : rest === 0 ? 0 : rest;
}

/** Brings a class into normal form; a modulus above the limit is replaced by a divisor of it (a larger class). */
export function congruence(modulus: number, residue: number): Congruence {
  if (modulus === 0) return { modulus: 0, residue };
  let m = modulus;
  if (m > MAX_MODULUS) m = gcd(m, MAX_MODULUS);
  return m <= 1 ? ANY_INTEGER : { modulus: m, residue: floorMod(residue, m) };
}

/** The largest power of two (at most 2^26) that divides `modulus`, or 2^26 for 0. */
export function powerOfTwoPart(modulus: number): number {
  return modulus === 0 ? MAX_MODULUS : gcd(modulus, MAX_MODULUS);
}

/** Least class that contains both. */
export function joinCongruence(a: Congruence, b: Congruence): Congruence {
  if (a.modulus === b.modulus && a.residue === b.residue) return a;
  // The residues may be any two safe integers; their difference is taken modulo a common divisor to stay exact.
  const common = gcd(a.modulus, b.modulus);
  if (common === 0) {
    const difference = Math.abs(a.residue - b.residue);
    if (difference <= Number.MAX_SAFE_INTEGER) return congruence(difference, a.residue);
    // The difference may be rounded; remainders are exact.
    return congruence(gcd(floorMod(a.residue, MAX_MODULUS) - floorMod(b.residue, MAX_MODULUS), MAX_MODULUS), a.residue);
  }
  return congruence(gcd(common, floorMod(a.residue, common) - floorMod(b.residue, common)), a.residue);
}

/** Common members of two classes (both of modulus >= 1): a class, or null when there are none. */
export function meetCongruence(a: Congruence, b: Congruence): Congruence | null {
  if (a.modulus === 1) return b;
  if (b.modulus === 1) return a;
  const common = gcd(a.modulus, b.modulus);
  const difference = b.residue - a.residue;
  if (difference % common !== 0) return null;
  const step = b.modulus / common;
  const modulus = a.modulus * step;
  // The exact meet would have too large a modulus: either operand contains it.
  if (modulus > MAX_MODULUS) return a.modulus >= b.modulus ? a : b;
  // a.residue + a.modulus * t with (a.modulus / common) * t = difference / common (mod step).
  const t = floorMod((difference / common) * inverse(a.modulus / common, step), step);
  return congruence(modulus, a.residue + a.modulus * t);
}

/** Inverse of `value` modulo `modulus`; they have no common divisor. */
function inverse(value: number, modulus: number): number {
  let [r0, r1, s0, s1] = [modulus, floorMod(value, modulus), 0, 1];
  while (r1 !== 0) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - quotient * r1];
    [s0, s1] = [s1, s0 - quotient * s1];
  }
  return floorMod(s0, modulus);
}

/** Sums of members: exact arithmetic only. */
export function addCongruence(a: Congruence, b: Congruence): Congruence {
  return congruence(gcd(a.modulus, b.modulus), a.residue + b.residue);
}

export function negateCongruence(a: Congruence): Congruence {
  return congruence(a.modulus, a.modulus === 0 ? 0 - a.residue : a.modulus - a.residue);
}

/**
 * Products of members: exact arithmetic only. `(m x + r)(n y + s) = mn xy + ms x + nr y + rs`. Constants above 2^26 are reduced first
 * where the other operand's modulus allows, else nothing is claimed.
 */
export function multiplyCongruence(a: Congruence, b: Congruence): Congruence {
  if (Math.abs(a.residue) > MAX_MODULUS || Math.abs(b.residue) > MAX_MODULUS) {
    const twos =
      powerOfTwoPart(a.residue === 0 ? a.modulus : gcd(a.modulus, a.residue)) *
      powerOfTwoPart(b.residue === 0 ? b.modulus : gcd(b.modulus, b.residue));
    return congruence(Math.min(twos, MAX_MODULUS), 0);
  }
  const modulus = gcd(gcd(a.modulus * b.modulus, a.modulus * b.residue), b.modulus * a.residue);
  return congruence(modulus, a.residue * b.residue);
}

/** What is left of a class of the exact result after rounding to double: multiples of a power of two stay multiples of it. */
export function afterRounding(exact: Congruence): Congruence {
  return congruence(powerOfTwoPart(gcd(exact.modulus, exact.residue)), 0);
}
