// Fills a PDF form with pdf-lib: on standard input one line of JSON and then the file, on standard output the file.
import { readFileSync, writeFileSync } from "node:fs";
import { PDFCheckBox, PDFDocument, PDFDropdown, PDFRadioGroup, PDFTextField } from "pdf-lib";

const input = readFileSync(0);
const end = input.indexOf(10);
const { texts, choices, ticks } = JSON.parse(input.subarray(0, end).toString());
const document = await PDFDocument.load(input.subarray(end + 1), { updateMetadata: false });
const form = document.getForm();

function field(name, kind) {
  const found = form.getField(name);
  if (!(found instanceof kind)) throw new Error(`${name} is a ${found.constructor.name}`);
  return found;
}

for (const [name, text] of Object.entries(texts)) field(name, PDFTextField).setText(text);
for (const [name, code] of Object.entries(choices)) {
  const found = form.getField(name);
  if (found instanceof PDFRadioGroup) found.select(code);
  else {
    const pair = found.acroField.getOptions().find((option) => option.value.decodeText() === code);
    field(name, PDFDropdown).select((pair.display ?? pair.value).decodeText());
  }
}
for (const name of ticks) field(name, PDFCheckBox).check();
// Its own looks are set in Helvetica, which has no letter beyond WinAnsi: values only.
writeFileSync(1, await document.save({ updateFieldAppearances: false }));
