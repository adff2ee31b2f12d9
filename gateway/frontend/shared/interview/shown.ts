// What an interview hands out: questions, refusals, summary lines and submitted answers. Data only, no logic.
// Twin of bot/interview/shown.py.

/** What a sealed answer looks like among the answers: present, and unreadable. */
export const SEALED = "•";

/** One choice as the person reads it. */
export interface ShownChoice {
  readonly name: string;
  readonly label: string;
  /** File names by kind ("image", "big-image", "audio", "video"), in the person's language or the form's own. */
  readonly media: Readonly<Record<string, string>>;
}

/**
 * One thing to show, in one language.
 *
 * "Add another?" of a repeat is a question too: its type is "repeat", its path the instance that does not exist yet
 * ("/x/rep[3]"), its choices are "more", "enough" and, where there is one to remove, "fewer". Their labels are signs
 * that need no language; the page may put better words in their place.
 */
export interface Question {
  readonly path: string;
  readonly name: string;
  readonly kind: "question" | "note";
  /** Bind type: string, int, decimal, date, select1, select, binary …, or "repeat". */
  readonly type: string;
  readonly control: string;
  readonly appearance: string;
  /** For uploads: image, audio or video, with a slash and a star, or nothing but stars. */
  readonly mediatype: string;
  readonly label: string;
  readonly hint: string;
  readonly guidance: string;
  /** Pictures and sounds of the label, as a choice has them. */
  readonly media: Readonly<Record<string, string>>;
  readonly choices: readonly ShownChoice[];
  readonly multiple: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  /** What is stored, in ODK text form; SEALED where it is sealed; "" where there is nothing. */
  readonly value: string;
  /** Whether an answer is sealed on arrival: then it is given by `acceptSealed`. */
  readonly sealed: boolean;
  readonly compartment: string;
  /** Labels of the groups that are newly entered here, one per line; often "". */
  readonly heading: string;
}

/** What is to be merged into the answers. */
export type Change = Readonly<Record<`/${string}`, string>>;

/** Catalogue ids, used where there is no message. */
export type RefusalId =
  | "refused-required"
  | "refused-constraint"
  | "refused-choice"
  | "refused-integer"
  | "refused-number"
  | "refused-date"
  | "refused-time"
  | "refused-place"
  | "refused-sealed"
  | "refused-readonly";

/** Why an answer was not taken. */
export interface Refusal {
  readonly tag: "refusal";
  readonly id: RefusalId;
  /** The author's own words, in the language of the interview; null where there are none. */
  readonly message: string | null;
}

/** Returns a refusal. */
export function refusal(id: RefusalId, message = ""): Refusal {
  return { tag: "refusal", id, message: message || null };
}

/** Returns whether an answer was not taken. */
export function isRefusal(outcome: Change | Refusal): outcome is Refusal {
  return "tag" in outcome; // a change has paths only, and those begin with "/"
}

/** One relevant question and what was answered, for reading back. */
export interface SummaryLine {
  readonly path: string;
  readonly label: string;
  /** The answer as the person reads it: labels of choices, not names; "" where sealed or not answered. */
  readonly shown: string;
  readonly answered: boolean;
  readonly sealed: boolean;
}

/** One relevant, answered node: what a manifest says of it. */
export interface Submitted {
  readonly path: string;
  readonly name: string;
  readonly compartment: string;
  /** The question as it was shown; "" for a value that nobody is asked. */
  readonly label: string;
  /** ODK text form; SEALED where it is sealed. */
  readonly value: string;
  /** Labels of the choices picked; null for everything that is no choice. */
  readonly shown: string | null;
  readonly sealed: boolean;
}
