// Prints what the interview weighs in a bundle, and how long one step of a long questionnaire takes in Node:
//     node scripts/measure.js
// The form is that of tests/bench/forms.py: of ten questions seven are choices, three depend on an earlier answer.
import console from "node:console";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";

import { rolldown } from "rolldown";

const KIB = 1024;
const NOW = { instant: Date.UTC(2026, 0, 2), offset: 0 };

async function bundled(folder) {
  const bundle = await rolldown({ input: "#shared/interview/index.js", cwd: join(import.meta.dirname, "..") });
  const { output } = await bundle.write({ dir: folder, format: "es", minify: true });
  for (const { fileName, code } of output) {
    console.log(`${fileName}: ${(code.length / KIB).toFixed(1)} KiB, ${(gzipSync(code).length / KIB).toFixed(1)} KiB gzip`);
  }
  return import(join(folder, output[0].fileName));
}

function form(questions) {
  const names = ["never", "once", "often", "always"];
  const nodes = Array.from({ length: questions }, (_, number) => question(number));
  const terms = nodes.filter(({ type }) => type === "int").map(({ path }) => ["call", "coalesce", [at(path), ["str", "0"]]]);
  const calculate = terms.reduce((total, term) => ["op", "+", total, term]);
  return {
    format: 1,
    name: "long",
    version: "",
    title: {},
    languages: ["en"],
    default_language: "en",
    nodes: [...nodes, { path: "/long/total", kind: "value", type: "int", calculate }],
    lists: { scale: names.map((name) => ({ name, label: { en: [name] } })) },
  };
}

function question(number) {
  const path = `/long/q${number}`;
  const label = { en: [`Question ${number}: how often was it so?`] };
  const here = ["path", ".", []];
  if ([2, 5, 8].includes(number % 10)) {
    const constraint = ["op", "and", ["op", ">=", here, ["num", 0]], ["op", "<", here, ["num", 150]]];
    return { path, kind: "question", type: "int", control: "input", label, constraint };
  }
  const relevant = [3, 6, 9].includes(number % 10) ? ["op", ">=", at(`/long/q${number - 1}`), ["num", 0]] : null;
  const required = ["call", "true", []];
  return { path, kind: "question", type: "select1", control: "select1", label, itemset: { choices: "scale" }, required, relevant };
}

function at(path) {
  return ["path", "/", path.slice(1).split("/").map((name) => ["child", name, []])];
}

/** What the page does for one answer: takes it, and shows the next question and how far it is. */
function step(made, program, answers, path) {
  const look = (given) => new made.Interview(program, given, { now: NOW, language: "en" });
  const taken = { ...answers, ...look(answers).accept(path, "1") };
  const interview = look(taken);
  const next = interview.after(path) ?? path;
  return [interview.question(next), interview.progress(next)];
}

function median(times, run) {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return taken.sort((one, other) => one - other)[Math.floor(times / 2)].toFixed(2);
}

const folder = mkdtempSync(join(tmpdir(), "interview-"));
try {
  const made = await bundled(folder);
  for (const questions of [200, 1000]) {
    const plan = form(questions);
    const program = new made.Program(plan);
    const answers = Object.fromEntries(plan.nodes.slice(0, -1).map(({ path, type }) => [path, type === "int" ? "7" : "often"]));
    const look = () => new made.Interview(program, answers, { now: NOW, language: "en" });
    const middle = `/long/q${questions / 2 + 2}`;
    console.log(
      `${questions} questions: load ${median(9, () => new made.Program(plan))} ms, ` +
        `step ${median(99, () => step(made, program, answers, middle))} ms, ` +
        `summary and submission ${median(19, () => [look().summary(), look().submission()])} ms`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
