// What the controls hold. No character "less than" in what these files become: see script.py.
// The names TYPES, WHEN, MORE, RULES, REPLY, READ, WORDS and SENDS are those of the form's own definition, which stands before.
const page = document, $ = id => page.getElementById(id), form = page.forms[0];
const {form: reference, copy = "", simulated, prefilled} = form.dataset;
const [survey, edition] = reference.split("/"), holder = copy.split("/")[2] || null;
const key = `surveykit ${reference} ${copy}${simulated ? " simulated" : ""}`;
const NC = /^(n[ .\/-]*[cdr]\.?|n[ .\/-]*s[ .\/-]*p\.?|(donnée )?non (communiqu|conn|disponibl|renseign)[éeus]*|inconnue?s?|\?+)$/i;
const SO = /^(s[ .\/-]*o\.?|n[ .\/-]*a\.?|sans objet|(non|pas) (concern|applicabl)[ées]*)$/i;
const {parse, stringify} = JSON;
let tried = false, waiting = 0, undo = null;

// A page that was saved with its answers holds what this script had put in it: that is made anew.
const all = (selector, act) => page.querySelectorAll(selector).forEach(act), remove = one => one.remove();
all(".made", remove);

const make = (name, properties, ...inside) => {
  const one = Object.assign(page.createElement(name), properties);
  one.classList.add("made");
  one.append(...inside);
  return one;
};
// A field's digit in TYPES, as inputs.py gives it: the type of its value, and whose answer it is.
const WHOLE = 0, TRUTH = 1, CODES = 3, TEXT = 4;
const fields = [...form.elements].filter(one => one.name && one.type !== "radio").map((node, place) => {
  const listed = node.type === "fieldset", inputs = listed ? [...node.querySelectorAll("fieldset>label>input")] : [node];
  const first = inputs[0], box = listed ? node : node.closest("p"), {min, max} = node.dataset;
  const type = parseInt(TYPES[place], 36), kind = type % 5, codes = [...listed ? inputs : node.options || []].map(one => one.value);
  return {
    named: node.name, node, listed, inputs, first, box, needed: 5 > type, reached: type > 9, low: min, high: max, kind, codes,
    question: box.parentElement.closest("fieldset:not([name]), div"),
    // Whether a number is typed, rather than chosen.
    typed: kind === WHOLE && !codes.length,
  };
});
const respondents = fields.find(f => f.named === "respondent");

const ticked = f => f.inputs.filter(one => one.checked);
// What a control holds: a text, a code, or the codes ticked.
const held = f => {
  const codes = ticked(f).map(one => one.value);
  return f.kind === CODES ? codes : f.listed ? codes[0] || "" : f.node.value;
};
const isBlank = f => !`${held(f)}`.trim();
const none = f => f.kind === CODES ? [] : "";

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
  const codes = f.kind === CODES ? value : [value];
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
const inRange = (f, n) => n >= (f.low ?? 0) && (f.high ?? n) >= n;
// What conditions and rules see, where null is unknown; or else what the answers file holds.
const value = (f, filed) => {
  const h = held(f), n = f.typed && number(h);
  return f.off || isBlank(f) ? null
    : f.typed ? filed ? n ?? h.trim() : n !== null && inRange(f, n) ? n : null
    : f.kind === TEXT ? filed ? h : READ(h, silence)
    : f.kind === WHOLE ? +h : f.kind === TRUTH ? h === "oui" : h;
};
const values = () => fields.map(f => value(f));

