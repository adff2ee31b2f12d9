// Takes out of package-lock.json the pages where packages ask for money: the lock names no host at all.
import { readFileSync, writeFileSync } from "node:fs";

const path = `${import.meta.dirname}/../package-lock.json`;
const lock = JSON.parse(readFileSync(path, "utf-8"));
for (const each of Object.values(lock.packages)) {
  delete each.funding;
}
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
