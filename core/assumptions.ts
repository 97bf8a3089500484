/** The one table of assumptions a proof may use (docs/SOUNDNESS.md). Proofs name them by id; nothing else is ever assumed. */
import type { AssumptionId } from "./verdict.js";

export interface AssumptionRow {
  readonly id: AssumptionId;
  readonly statement: string;
  readonly enforcedBy: string;
}

export const ASSUMPTIONS: readonly AssumptionRow[] = [
  {
    id: "A1",
    statement:
      "A parameter of a closed function holds the join of what its callers pass. Closed: every reference is a direct call in compiled " +
      "code; never stored, passed, returned, reassigned or exported. Of the parameters of any other function a proof uses nothing.",
    enforcedBy: "analysis",
  },
  {
    id: "A1t",
    statement:
      "Parameters and fields conform deeply to their declared types, arrays are ordinary and dense, TypeScript-private is private. " +
      "Used only under `--boundary trusted`.",
    enforcedBy: "your decision, recorded in every report",
  },
  {
    id: "A2",
    statement:
      "The intrinsics that the evidence names are the original ones, and the prototypes of Object, Array, String and the typed arrays " +
      "have no numeric-like own properties.",
    enforcedBy: "the generated harden module, first import of every module that needs it, which freezes exactly those intrinsics",
  },
  {
    id: "A3",
    statement:
      "The length of a typed array is constant only while its buffer is fixed-length, unshared and does not escape; facts about its " +
      "contents further need that no other view exists.",
    enforcedBy: "analysis",
  },
  {
    id: "A4",
    statement:
      "No fact about reachable state (heap, captured and module variables, lengths, contents) survives what may run code that is not " +
      "seen: unknown calls, getters, setters, proxies, coercions, iterator steps, `await`, `yield`.",
    enforcedBy: "analysis",
  },
  {
    id: "A5",
    statement: "Index arithmetic stays an integer below 2^53: proved each time, never assumed.",
    enforcedBy: "analysis",
  },
  {
    id: "A6",
    statement: "Code that is not compiled, `node_modules` included, can do anything it can reach.",
    enforcedBy: "analysis",
  },
  {
    id: "A7",
    statement:
      "The semantics verified are those emitted (target, `useDefineForClassFields`, decorators); what differs is modelled or unsupported.",
    enforcedBy: "analysis",
  },
  {
    id: "A8",
    statement:
      "Where a proof covers a use of a capability by its text: relative paths start from the project root, no link below a granted folder " +
      "leads out of it, a granted host does not redirect to others, and what the text is worked out by (`node:path`, `RegExp.prototype.test` and " +
      "the like) is the original.",
    enforcedBy: "the layout of the deployment, recorded in every report; modes other than production keep the guard",
  },
];
