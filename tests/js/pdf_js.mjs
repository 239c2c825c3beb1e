// Fills a PDF form with pdf.js: on standard input one line of JSON and then the file, on standard output the file.
import { readFileSync, writeFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const input = readFileSync(0);
const end = input.indexOf(10);
const { texts, choices, ticks } = JSON.parse(input.subarray(0, end).toString());
const data = new Uint8Array(input.subarray(end + 1));
const document = await getDocument({ data, verbosity: 0 }).promise;
const fields = await document.getFieldObjects();
const storage = document.annotationStorage;

function widgets(name) {
  const found = (fields[name] ?? []).filter((one) => one.type !== "" && one.id !== undefined);
  if (!found.length) throw new Error(`no field ${name}`);
  return found;
}

for (const [name, value] of Object.entries(texts)) storage.setValue(widgets(name)[0].id, { value });
for (const [name, code] of Object.entries(choices)) {
  const found = widgets(name).filter((one) => one.type !== "radiobutton" || one.exportValues);
  if (found[0].type === "combobox") storage.setValue(found[0].id, { value: code });
  else for (const one of found) storage.setValue(one.id, { value: one.exportValues === code });
}
for (const name of ticks) storage.setValue(widgets(name)[0].id, { value: true });
writeFileSync(1, await document.saveDocument());
process.exit(0);
