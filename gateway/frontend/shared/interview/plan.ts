// The Plan: a questionnaire as data, as config/questionnaire/plan.py writes it. Types only: it holds no logic.
// The office file that carries it is signed; `program` refuses another format and whatever it cannot run.

/** The Plan format that this code reads. */
export const FORMAT = 1;

// --- expressions: the tagged arrays of plan.py's structs --------------------------------------------------

export type NumberLiteral = readonly ["num", number];
export type TextLiteral = readonly ["str", string];
/** One step of a path: axis, name ("*" for any element), predicates. */
export type Step = readonly ["child" | "parent" | "self" | "descendant", string, (readonly Expression[])?];
/** A location path, from the root ("/"), the context node (".") or a call such as instance('towns'). */
export type Path = readonly ["path", "/" | "." | Call, readonly Step[]];
export type Call = readonly ["call", string, readonly Expression[]];
/** A binary operation, operands evaluated left to right; `and` and `or` stop early. */
export type Operation = readonly ["op", Operator, Expression, Expression];
export type Negation = readonly ["neg", Expression];
export type Operator = "or" | "and" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "div" | "mod" | "|";
export type Expression = NumberLiteral | TextLiteral | Path | Call | Operation | Negation;

/** What stands for an argument that is not there; the compiler of the Plan has counted them. */
export const MISSING: Expression = ["str", ""];

// --- wording ----------------------------------------------------------------------------------------------

/** Text with answers inside: literal pieces and expressions in reading order. */
export type Message = readonly (string | Expression)[];
/** The same words by language code. */
export type Wording = Readonly<Record<string, Message>>;
/** Names of files beside the form, by kind and language code. */
export type Media = Readonly<Record<string, Readonly<Record<string, string>>>>;

// --- nodes ------------------------------------------------------------------------------------------------

export interface Choice {
  readonly name: string;
  readonly label?: Wording;
  readonly columns?: Readonly<Record<string, string>>;
  readonly media?: Media;
}

export interface Itemset {
  readonly choices?: string;
  readonly nodes?: Path | null;
  readonly value?: string;
  readonly label?: string;
  readonly filter?: Expression | null;
  readonly randomize?: boolean;
  readonly seed?: Expression | null;
}

export interface Assignment {
  readonly path: string;
  readonly value: Expression;
}

export interface Signal {
  readonly name: string;
  readonly choices: readonly string[];
}

/** A question, a note, a group, a repeat, or a value that is kept but never asked. */
export interface Node {
  readonly path: string;
  readonly kind: "question" | "note" | "group" | "repeat" | "value";
  readonly type: string;
  readonly control: string;
  readonly appearance: string;
  readonly mediatype: string;
  readonly media: Media;
  readonly label: Wording;
  readonly hint: Wording;
  readonly guidance: Wording;
  readonly relevant: Expression | null;
  readonly required: Expression | null;
  readonly required_message: Wording;
  readonly constraint: Expression | null;
  readonly constraint_message: Wording;
  readonly calculate: Expression | null;
  readonly readonly: Expression | null;
  readonly default: Expression | null;
  readonly itemset: Itemset | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly count: Expression | null;
  readonly assignments: readonly Assignment[];
  readonly compartment: string;
  readonly signals: readonly Signal[];
  readonly keep: "seal" | "draft";
  readonly children: readonly Written[];
}

/** A node as it is written: members that have their usual value are left out. */
export type Written = Pick<Node, "path" | "kind"> & Partial<Node>;

export interface Plan {
  readonly format: number;
  readonly name: string;
  readonly version: string;
  readonly revision?: string;
  readonly title: Wording;
  readonly languages: readonly string[];
  readonly default_language: string;
  readonly nodes: readonly Written[];
  readonly lists?: Readonly<Record<string, readonly Choice[]>>;
  readonly texts?: Readonly<Record<string, Wording>>;
  readonly notes?: Readonly<Record<string, string>>;
}

const USUAL: Omit<Node, "path" | "kind"> = {
  type: "string",
  control: "",
  appearance: "",
  mediatype: "",
  media: {},
  label: {},
  hint: {},
  guidance: {},
  relevant: null,
  required: null,
  required_message: {},
  constraint: null,
  constraint_message: {},
  calculate: null,
  readonly: null,
  default: null,
  itemset: null,
  parameters: {},
  count: null,
  assignments: [],
  compartment: "",
  signals: [],
  keep: "draft",
  children: [],
};

/** Returns a node with the members that were left out. */
export function complete(node: Written): Node {
  return { ...USUAL, ...node };
}
