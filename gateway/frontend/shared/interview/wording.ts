// Words and pictures of the form, compiled: in the person's language, else in the form's own, answers filled in.
// Twin of bot/interview/wording.py.

import type { Expression, Media, Message, Wording } from "./plan.js";
import { type Depict, silence, unseen, type Write } from "./run.js";
import type { Scope } from "./scope.js";
import type { Compiler } from "./special.js";
import { toText } from "./values.js";

/** Returns a wording as a closure; a language that is missing falls back to the form's own. */
export function compileWording(compiler: Compiler, wording: Wording, scope: Scope): Write {
  const writers = new Map<string, Write>();
  for (const [language, message] of Object.entries(wording)) {
    writers.set(language, compiledMessage(compiler, message, scope));
  }
  if (writers.size === 0) {
    return silence;
  }
  const fallback = writers.get(compiler.atlas.plan.default_language) ?? silence;
  return (run, at) => (writers.get(run.language) ?? fallback)(run, at);
}

/** Returns pictures and sounds as file names by kind; a kind that a language lacks falls back to `usual`'s. */
export function compileMedia(media: Media, usual: string): Depict {
  const kinds = Object.entries(media).map(([kind, files]) => [kind, new Map(Object.entries(files))] as const);
  if (kinds.length === 0) {
    return unseen;
  }
  return (language) => {
    const found = kinds.map(([kind, files]) => [kind, [language, usual].map((each) => files.get(each)).find(Boolean)]);
    return Object.fromEntries(found.filter(([, file]) => file)) as Record<string, string>;
  };
}

function compiledMessage(compiler: Compiler, message: Message, scope: Scope): Write {
  const parts = message.map((piece) => compiledPiece(compiler, piece, scope));
  return (run, at) => parts.map((part) => part(run, at)).join("");
}

function compiledPiece(compiler: Compiler, piece: string | Expression, scope: Scope): Write {
  if (typeof piece === "string") {
    return () => piece;
  }
  const evaluate = compiler.expression(piece, scope);
  return (run, at) => toText(evaluate(run, at));
}
