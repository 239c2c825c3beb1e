// What the controls hold. No character "less than" in what these files become: see script.py.
// The names WHEN, MORE, RULES, REPLY, WORDS, READ and SENDS are those of the form's own definition, which stands before.
const $ = id => document.getElementById(id), form = document.forms[0];
const {form: reference, copy = "", simulated} = form.dataset;
const [survey, edition] = reference.split("/"), holder = copy.split("/")[2] || null;
const key = `surveykit ${reference} ${copy}${simulated ? " simulated" : ""}`;
const title = [error, toCheck].reduce((words, lead) => words.startsWith(lead + " ") ? words.slice(lead.length + 1) : words, document.title);
const NC = /^(n[ .\/-]*[cdr]\.?|n[ .\/-]*s[ .\/-]*p\.?|(donnée )?non (communiqu|conn|disponibl|renseign)[éeus]*|inconnue?s?|\?+)$/i;
const SO = /^(s[ .\/-]*o\.?|n[ .\/-]*a\.?|sans objet|(non|pas) (concern|applicabl)[ées]*)$/i;
let tried = false, waiting = 0, undo = null;

// A page that was saved with its answers holds what this script had put in it: that is made anew.
const all = (selector, act) => document.querySelectorAll(selector).forEach(act), remove = one => one.remove();
all(".made", remove);

const make = (name, properties, ...inside) => {
  const one = Object.assign(document.createElement(name), properties);
  one.classList.add("made");
  one.append(...inside);
  return one;
};
// A field's kind is the type of its value: "whole", "truth", "code", "codes", or "text" where the page says none.
const fields = [...form.elements].filter(one => one.name && one.type !== "radio").map(node => {
  const listed = node.type === "fieldset", inputs = listed ? [...node.querySelectorAll("fieldset>label>input")] : [node];
  const first = inputs[0], box = listed ? node : node.closest("p"), {as, holds = "text", min, max} = node.dataset;
  return {
    named: node.name, node, listed, inputs, first, box, needed: !as, reached: as === "c", low: min, high: max,
    question: box.parentElement.closest("fieldset:not([name]), div"),
    codes: [...listed ? inputs : node.options || []].map(one => one.value),
    kind: holds,
  };
});
const respondents = fields.find(f => f.named === "respondent");

// What a control holds: a text, a code, or the codes ticked.
const held = f => {
  const codes = f.inputs.filter(one => one.checked).map(one => one.value);
  return f.kind === "codes" ? codes : f.listed ? codes[0] || "" : f.node.value;
};
const isBlank = f => !`${held(f)}`.trim();
const none = f => f.kind === "codes" ? [] : "";

// The attributes follow what is held, so that the page saved by the browser keeps it.
const follow = f => {
  for (const one of f.inputs) {
    for (const option of one.options || []) option.defaultSelected = option.selected && option.value;
    one.defaultChecked = one.checked;
    if (one.defaultValue !== one.value) one.defaultValue = one.value;
  }
  if (f.mirror) f.mirror.textContent = f.node.value;
  if (f.eraser) f.eraser.hidden = isBlank(f);
};
// Puts a value in a control; false when the control cannot hold it.
const put = (f, value) => {
  const codes = f.kind === "codes" ? value : [value];
  const fits = Array.isArray(codes) && codes.every(code => typeof code === "string" && (!code || !f.codes.length || f.codes.includes(code)));
  if (fits) {
    if (f.listed) f.inputs.forEach(one => { one.checked = codes.includes(one.value); });
    else f.node.value = value;
    follow(f);
  }
  return fits;
};

const number = text => {
  const plain = text.replace(/[\u00a0\u2007-\u200a\u202f]/g, " ").trim();
  return /^(\d{1,2}|[1-9]\d{2,8}|[1-9]\d{0,2}( \d{3}){1,2})$/.test(plain) ? +plain.replace(/ /g, "") : null;
};
const silence = text => NC.test(text.trim()) ? notCommunicated : SO.test(text.trim()) ? notApplicable : "";
// Whether a number is typed, rather than chosen.
const isTyped = f => f.kind === "whole" && !f.codes.length;
const inRange = (f, n) => n >= (f.low ?? 0) && (f.high ?? n) >= n;
// What conditions and rules see, where null is unknown; or else what the answers file holds.
const value = (f, filed) => {
  const h = held(f), n = isTyped(f) && number(h);
  return f.off || isBlank(f) ? null
    : isTyped(f) ? filed ? n ?? h.trim() : n !== null && inRange(f, n) ? n : null
    : f.kind === "text" ? filed ? h : (text => text && silence(text) ? null : text)(READ(h))
    : f.kind === "whole" ? +h : f.kind === "truth" ? h === "oui" : h;
};
const values = () => fields.map(f => value(f));

