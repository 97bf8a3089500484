/** Oracles of the interpreter that can be held to what they said. */
import type { Flow, Point } from "./flow.js";

export interface TamperOracle {
  readonly tampered: (value: number, block: number, position: number) => boolean;
  /** See `Flow`. */
  readonly altered: (value: number, block: number, position: number) => boolean;
  readonly reshaped: (value: number, block: number, position: number) => boolean;
  /** The same with what is believed: unknown code that keeps to the types may still store other elements. */
  readonly escaped: (value: number, block: number, position: number) => boolean;
  readonly holed: (value: number, block: number, position: number) => boolean;
}

export function oracleOf(flow: Flow): TamperOracle {
  return {
    tampered: (value, block, position) => flow.tampered(value, { block, position }),
    altered: (value, block, position) => flow.altered(value, { block, position }),
    reshaped: (value, block, position) => flow.reshaped(value, { block, position }),
    escaped: (value, block, position) => flow.escaped(value, { block, position }, false),
    holed: (value, block, position) => flow.holed(value, { block, position }),
  };
}

/**
 * Says that nothing is touched, until `settle`: from then on as that one. It may come to an answer by facts that rest on this very oracle; what is
 * asked on the way is answered with yes, which is right of everything.
 */
export function untouched(): { readonly oracle: TamperOracle; readonly settle: (later: TamperOracle) => void } {
  const own: { by: TamperOracle | null; isAnswering: boolean } = { by: null, isAnswering: false };
  const ask =
    (question: keyof TamperOracle): TamperOracle[typeof question] =>
    (value, block, position) => {
      if (own.by === null || own.isAnswering) return own.isAnswering;
      own.isAnswering = true;
      try {
        return own.by[question](value, block, position);
      } finally {
        own.isAnswering = false;
      }
    };
  return {
    oracle: {
      tampered: ask("tampered"),
      altered: ask("altered"),
      reshaped: ask("reshaped"),
      escaped: ask("escaped"),
      holed: ask("holed"),
    },
    settle: (later) => {
      own.by = later;
    },
  };
}

/** More than the instructions of any block that is analysed; positions from -1. */
const PLACES = 2 ** 24;

/**
 * An oracle that remembers what it promised. Where a value came from is read off the facts of the turn before, so that the escapes are
 * the same again is not enough: nothing may have been called untouched that the new facts call touched.
 */
export function recorded(oracle: TamperOracle): {
  readonly oracle: TamperOracle;
  readonly stillHolds: (later: TamperOracle) => boolean;
} {
  const answers = new Map<number, Map<number, boolean>>();
  const promised: (Place & { readonly question: keyof TamperOracle })[] = [];
  const ask =
    (question: keyof TamperOracle): TamperOracle[typeof question] =>
    (value, block, position) => {
      const answer = oracle[question](value, block, position);
      if (!answer) promised.push({ question, value, block, position });
      return answer;
    };
  const isTampered = ask("tampered");
  return {
    oracle: {
      // The one that is asked again and again.
      tampered: (value, block, position) => {
        let known = answers.get(value);
        if (known === undefined) answers.set(value, (known = new Map<number, boolean>()));
        const place = block * PLACES + Math.min(position + 1, PLACES - 1);
        const before = known.get(place);
        if (before !== undefined) return before;
        const answer = isTampered(value, block, position);
        known.set(place, answer);
        return answer;
      },
      altered: ask("altered"),
      reshaped: ask("reshaped"),
      escaped: ask("escaped"),
      holed: ask("holed"),
    },
    stillHolds: (later) => promised.every(({ question, value, block, position }) => !later[question](value, block, position)),
  };
}

interface Place {
  readonly value: number;
  readonly block: number;
  readonly position: number;
}

/** What the interpreter asks of a flow. Empty when nothing escapes. */
export function signatureOf(flow: Flow): string {
  const written = (events: ReadonlyMap<number, readonly Point[]>): string =>
    [...events]
      .map(([origin, points]) => `${String(origin)}:${points.map((p) => `${String(p.block)}.${String(p.position)}`).join(",")}`)
      .sort()
      .join(";");
  return `${written(flow.escapes)}|${written(flow.holes)}`;
}
