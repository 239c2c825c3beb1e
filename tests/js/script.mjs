// Makes the script of the HTML forms of its readable source: `node tests/js/script.mjs [FOLDER [PACKAGE]]` (make script).
// Names become short, `const` becomes `let`, which says the same of what is never changed, and what a form that cannot be sent does not need is left out of its script.
import {readFileSync, writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";
import {minify} from "terser";

// The properties of our own objects: none of them is used of the browser's objects, or stands in a file of answers.
const OURS = ["named", "node", "listed", "inputs", "first", "box", "needed", "reached", "low", "high", "question", "codes",
  "kind", "typed", "eraser", "mirror", "aside", "off", "level", "about", "words"];
const PACKAGE = process.argv[3] ? pathToFileURL(`${process.argv[3]}/`) : new URL("../../renderers/surveykit_html/", import.meta.url);
const source = ["answers", "remarks", "keeping", "words", "start"].map(name => readFileSync(new URL(`scripts/${name}.js`, PACKAGE), "utf8")).join("").replace(/\bconst (?=[\w$[{])/g, "let ");
const folder = process.argv[2] ? `${process.argv[2]}/` : new URL("templates/", PACKAGE).pathname;

for (const [name, sends] of [["form", false], ["form_sending", true]]) {
  const {code} = await minify(source, {
    ecma: 2022,
    toplevel: true,
    compress: {passes: 3, inline: 1, unsafe_arrows: true, keep_fargs: false, global_defs: {SENDS: sends}},
    mangle: {properties: {builtins: true, regex: new RegExp(`^(${OURS.join("|")})$`)}},
    format: {comments: false},
  });
  writeFileSync(`${folder}${name}.min.js`, code + "\n");
}
