// A transcript of JavaRosa beside our engine: the README of tests/vectors/interview says what is the same.
// Twin of comparing.py, ours.py and values.py there.

import {
  begin,
  type Change,
  instantOf,
  Interview,
  isRefusal,
  type Program,
  type Question,
  type Refusal,
  SEALED,
} from "#shared/interview/index.js";

export interface Try {
  readonly give: string;
  readonly said: string;
  readonly message?: string;
  readonly stored?: string;
}

export interface Visit {
  readonly at: string;
  readonly label?: string;
  readonly hint?: string;
  readonly guidance?: string;
  readonly media?: Record<string, string>;
  readonly groups?: readonly string[];
  readonly choices?: readonly unknown[];
  readonly shuffled?: boolean;
  readonly required?: boolean;
  readonly readonly?: boolean;
  readonly value?: string;
  readonly another?: boolean;
  readonly tries?: readonly Try[];
  readonly go?: "back";
}

export interface Transcript {
  readonly name: string;
  readonly language: string;
  readonly now: string;
  readonly visits: readonly Visit[];
  readonly instance: readonly [path: string, value: string][];
}

/** Where we and JavaRosa part: the form, the path without indexes and what of it, and what each has there. */
export type Difference = readonly [form: string, place: string, ours: string, javarosa: string];

const ANYTHING = "*";
const SAID: Readonly<Record<string, string>> = {
  "refused-required": "required",
  "refused-constraint": "constraint",
  "refused-choice": "choice",
  "refused-readonly": "readonly",
};

/** One respondent of one form, led through our engine. */
export class Replay {
  readonly differences: Difference[] = [];
  private answers: Record<string, string>;
  private at: string | null;

  constructor(
    private readonly form: string,
    private readonly program: Program,
    private readonly transcript: Transcript,
  ) {
    const entropy = Uint8Array.from({ length: 64 }, (_, place) => place);
    this.answers = begin(program, { now: instantOf(transcript.now), entropy });
    this.at = this.look().first();
  }

  /** Does what the respondent did, and notes what differs. */
  run(): this {
    for (const visit of this.transcript.visits) {
      if (this.at !== visit.at) {
        this.differ(visit.at, "order", this.at, visit.at); // nothing behind this can be compared
        return this;
      }
      this.visit(visit, this.look().question(visit.at));
      visit.tries?.forEach((attempt) => {
        this.attempt(visit.at, attempt);
      });
      const look = this.look();
      this.at = visit.go === "back" ? (look.before(visit.at) ?? look.first()) : look.after(visit.at);
    }
    if (this.at !== null) {
      this.differ(this.at, "order", this.at, null);
    } else {
      this.instance();
    }
    return this;
  }

  private look(): Interview {
    const { now, language } = this.transcript;
    return new Interview(this.program, this.answers, { now: instantOf(now), language });
  }

  // --- one place --------------------------------------------------------------------------------------------

  private visit(theirs: Visit, ours: Question): void {
    const { at, another = false } = theirs;
    this.compare(at, "label", ours.label, theirs.label ?? "");
    this.compare(at, "heading", ours.heading, newly(theirs.groups ?? [], ours.heading));
    this.compare(at, "another", ours.type === "repeat", another);
    if (another) {
      return;
    }
    this.compare(at, "hint", ours.hint, theirs.hint ?? "");
    this.compare(at, "guidance", ours.guidance, theirs.guidance ?? "");
    this.compare(at, "media", ours.media, theirs.media ?? {});
    const { choices = [], shuffled } = theirs;
    this.compare(at, "choices", ordered(choicesOf(ours), shuffled), ordered(choices, shuffled));
    this.compare(at, "required", ours.required, theirs.required ?? false);
    this.compare(at, "readonly", ours.readonly || ours.kind === "note", theirs.readonly ?? false);
    this.compareValues(at, "value", ours.value, theirs.value ?? "");
  }

  private attempt(at: string, theirs: Try): void {
    const said = theirs.said === "scale" ? "constraint" : theirs.said; // a slider's ends are limits
    const taken = this.take(at, theirs.give);
    const [ours, message] = isRefusal(taken) ? [SAID[taken.id] ?? "type", taken.message ?? ""] : ["ok", ""];
    if (!isRefusal(taken)) {
      this.answers = { ...this.answers, ...taken };
    }
    if (ours !== said) {
      this.differ(at, "said", `${ours} to ${theirs.give}`, `${theirs.said} to ${theirs.give}`);
    } else if (theirs.said !== "scale" && message !== (theirs.message ?? "")) {
      this.differ(at, "message", message, theirs.message ?? "");
    } else if (!isRefusal(taken) && !/^(?:more|enough|fewer)/.test(theirs.give)) {
      this.compareValues(at, "stored", taken[at as `/${string}`] ?? "", theirs.stored ?? theirs.give);
    }
  }

  private take(at: string, give: string): Change | Refusal {
    const look = this.look();
    const { choices, sealed } = look.question(at);
    if (choices.length > 0) {
      return look.acceptChoices(at, give.split(/\s+/).filter(Boolean));
    }
    return sealed && give.trim() !== "" ? look.acceptSealed(at) : look.accept(at, give);
  }

  // --- the end ----------------------------------------------------------------------------------------------

  private instance(): void {
    const ours = new Map(this.look().submission().map(({ path, value }) => [path, value]));
    const theirs = new Map(this.transcript.instance);
    for (const path of new Set([...theirs.keys(), ...ours.keys()])) {
      this.compareValues(path, "instance", ours.get(path) ?? "", theirs.get(path) ?? "");
    }
  }

  private compareValues(at: string, what: string, ours: string, theirs: string): void {
    if (ours === ANYTHING || theirs === ANYTHING) {
      return;
    }
    const mine = ours === SEALED && theirs !== "" ? theirs : ours; // of what is sealed only that it is there
    const node = this.program.byPath.get(generic(at))?.node;
    if (written(plain(node, mine)) !== written(plain(node, theirs))) {
      this.differ(at, what, ours, theirs);
    }
  }

  private compare(at: string, what: string, ours: unknown, theirs: unknown): void {
    if (written(ours) !== written(theirs)) {
      this.differ(at, what, ours, theirs);
    }
  }

  private differ(at: string, what: string, ours: unknown, theirs: unknown): void {
    this.differences.push([this.form, `${generic(at)} ${what}`, written(ours), written(theirs)]);
  }
}

function generic(path: string): string {
  return path.replace(/\[\d+\]/g, "");
}

function written(what: unknown): string {
  return typeof what === "string" ? what : JSON.stringify(what, inOrder);
}

/** Writes the members of an object by name: which kind of media stands first means nothing, as in Python's dict. */
function inOrder(_name: string, value: unknown): unknown {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
}

/** Returns the heading, if the innermost of the groups around make it, or all groups. */
function newly(groups: readonly string[], heading: string): string {
  const endings = [...groups, ""].map((_, start) => groups.slice(start).join("\n"));
  return endings.includes(heading) ? heading : (endings[0] ?? "");
}

function choicesOf(ours: Question): unknown[] {
  const shown = ours.control === "trigger" ? [] : ours.choices;
  return shown.map(({ name, label, media }) => (Object.keys(media).length > 0 ? [name, label, media] : [name, label]));
}

function ordered(choices: readonly unknown[], shuffled = false): unknown {
  return shuffled ? choices.map(written).sort() : choices;
}

// --- values -------------------------------------------------------------------------------------------------

interface Typed {
  readonly kind: string;
  readonly type: string;
  readonly control: string;
}

/** Returns what a text of a node's type means. Text that means nothing of the type stays text. */
function plain(node: Typed | undefined, value: string): unknown {
  const text = node?.kind === "value" ? workedOut(value) : value;
  switch (node?.control === "select" ? "select" : node?.type) {
    case "date":
      return text.slice(0, 10); // start and end keep the day only
    case "int":
    case "decimal":
      return text === "" || Number.isNaN(Number(text)) ? text : Number(text);
    case "select":
      return text.split(" ").filter(Boolean).sort();
    case "geopoint":
      return text.split(" ").filter(Boolean).map(Number);
    case "time":
      return text.slice(0, 12); // every clock of the vectors shows UTC
    case "dateTime":
      return text.slice(0, 23);
    default:
      return text;
  }
}

/** Returns the value of a calculation as we write it: JavaRosa has 1 for true, midnight for a day, 1.5E7. */
function workedOut(value: string): string {
  if (/^-?\d\.\d+E-?\d+$/.test(value)) {
    return String(Number(value));
  }
  return { 1: "true", 0: "false" }[value] ?? value.replace(/T00:00:00\.000Z$/, "");
}
