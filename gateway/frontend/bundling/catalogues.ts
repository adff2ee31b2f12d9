// The words of the catalogue as modules: `import("virtual:catalogue/ko-KP")` is one language, `virtual:languages` the list.
// Only what the page says goes in, without comments; the files in config/locales stay the one source.
import { readdirSync, readFileSync } from "node:fs";

import { FluentParser, FluentSerializer } from "@fluent/syntax";
import type { Plugin } from "vite";

const ONE = "virtual:catalogue/";
const ALL = "virtual:languages";
/** Messages of other channels and of the chat's own menu: the page never says them. */
const ELSEWHERE = /^(?:consent-promise-(?:telegram|terminal)|terminal-|menu-|doorbell-|cover-page-)/u;

/** Returns the plugin for a folder of .ftl files. */
export function catalogues(folder: string): Plugin {
  const languages = readdirSync(folder).flatMap((name) => (name.endsWith(".ftl") ? [name.slice(0, -4)] : [])).sort();
  return {
    name: "affiant-catalogues",
    resolveId: (id) => (id === ALL || id.startsWith(ONE) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${ALL}`) {
        return `export const languages = { ${languages.map(entry(folder)).join(", ")} };`;
      }
      if (id.startsWith(`\0${ONE}`)) {
        const path = `${folder}/${id.slice(ONE.length + 1)}.ftl`;
        this.addWatchFile(path);
        return `export default ${JSON.stringify(said(path))};`;
      }
      return undefined;
    },
  };
}

/** Returns a language as a member of the list: its own name, and the way to its words. */
function entry(folder: string): (language: string) => string {
  return (language) => {
    const name = /^own-name = (.+)$/mu.exec(readFileSync(`${folder}/${language}.ftl`, "utf-8"))?.[1] ?? language;
    const words = `() => import(${JSON.stringify(ONE + language)})`;
    return `${JSON.stringify(language)}: { name: ${JSON.stringify(name.trim())}, words: ${words} }`;
  };
}

/** Returns the messages of a file that the page can say, as Fluent. */
function said(path: string): string {
  const whole = new FluentParser().parse(readFileSync(path, "utf-8"));
  whole.body = whole.body.filter((each) => each.type === "Message" && !ELSEWHERE.test(each.id.name));
  for (const each of whole.body) {
    if (each.type === "Message") {
      each.comment = null;
    }
  }
  return new FluentSerializer({}).serialize(whole);
}
