/** A rule as we write it: what it finds in a file, as data. create-rule.ts makes the linter's rule of it. */
import type { DiagnosticRow } from "../core/diagnostics.js";
import type { ReportedPair } from "../corpus/record/recorder.js";
import type { Span } from "../core/span.js";
import type { LintedFile } from "./linted-file.js";

export interface Edit {
  /** What is replaced; empty for an insertion. */
  readonly span: Span;
  readonly text: string;
}

export interface Suggestion {
  /** Key of `messages`. */
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  /** In the order of the text, disjoint. */
  readonly edits: readonly Edit[];
}

export interface Finding {
  readonly span: Span;
  /** Key of `messages`. */
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  /** Applied by `--fix`: only what changes nothing that runs. */
  readonly fix: readonly Edit[] | null;
  readonly suggestions: readonly Suggestion[];
  /** What a corpus keeps of it; null where there is nothing to learn. */
  readonly record: ReportedPair | null;
}

/** A file that a documentation page shows and a test executes. */
export interface RuleExample {
  readonly code: string;
  /** In words, above the code; empty for none. */
  readonly title: string;
}

export interface RuleDocs {
  /** What it reports, one sentence without a full stop, as typescript-eslint writes them. */
  readonly description: string;
  /** Paragraphs: why, and what helps. */
  readonly why: readonly string[];
  readonly incorrect: readonly RuleExample[];
  readonly correct: readonly RuleExample[];
}

export interface LintRule {
  readonly name: string;
  /** The rows of the table of diagnostics that it says. */
  readonly rows: readonly DiagnosticRow[];
  /** Needs the types of the whole program (`parserServices.program`). */
  readonly isTyped: boolean;
  readonly type: "problem" | "suggestion";
  readonly fixable: boolean;
  readonly hasSuggestions: boolean;
  readonly messages: Readonly<Record<string, string>>;
  readonly docs: RuleDocs;
  readonly find: (file: LintedFile) => readonly Finding[];
}

/** A finding without anything to offer. */
export function finding(span: Span, message: string, data: Readonly<Record<string, string>> = {}): Finding {
  return { span, message, data, fix: null, suggestions: [], record: null };
}
