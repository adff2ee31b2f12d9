// Small Plans for tests, of expressions as they stand in the JSON.

import { type Answers, Interview, type Plan, Program } from "#shared/interview/index.js";
import { type Expression, FORMAT, type Path, type Wording, type Written } from "#shared/interview/plan.js";
import { RARE } from "#shared/interview/rare.js";

export const NOW = { instant: Date.UTC(2026, 0, 2, 3, 4, 5), offset: 540 };

export function planOf(nodes: readonly Written[], more: Partial<Plan> = {}): Plan {
  return {
    format: FORMAT,
    name: "x",
    version: "0".repeat(64),
    title: {},
    languages: ["en"],
    default_language: "en",
    nodes,
    ...more,
  };
}

export function programOf(...nodes: Written[]): Program {
  return new Program(planOf(nodes), RARE);
}

export function ask(path: string, more: Partial<Written> = {}): Written {
  return { path, kind: "question", control: "input", label: { en: [path] }, ...more };
}

export function value(path: string, calculate: Expression, more: Partial<Written> = {}): Written {
  return { path, kind: "value", calculate, ...more };
}

/** An absolute path to one node. */
export function at(path: string): Path {
  return ["path", "/", path.slice(1).split("/").map((name) => ["child", name, []] as const)];
}

export function call(name: string, ...given: Expression[]): Expression {
  return ["call", name, given];
}

export function says(...words: (string | Expression)[]): Wording {
  return { en: words };
}

export function look(program: Program, answers: Answers = {}, language = "en"): Interview {
  return new Interview(program, answers, { now: NOW, language });
}

/** What a calculation leaves in its node beside these nodes. */
export function worth(calculate: Expression, answers: Answers = {}, ...nodes: Written[]): string {
  const lines = look(programOf(...nodes, value("/x/worth", calculate)), answers).submission();
  return lines.find(({ path }) => path === "/x/worth")?.value ?? "";
}
