// What the controls hold. No character "less than" in these files: see script.py.
const $ = id => document.getElementById(id);
const form = $("sk-form"), copy = form.dataset.copy || "", ref = form.dataset.form;
const [survey, edition] = ref.split("/"), holder = copy.split("/")[2] || null, key = ["surveykit", ref, copy].join(" ");
const RESPONDENT = "respondent", title = document.title.replace(/^(Erreur|À vérifier)\u00a0: /, "");
const NC = /^(n[ .\/-]*[cdr]\.?|n[ .\/-]*s[ .\/-]*p\.?|(donnée )?non (communiqu|conn|disponibl|renseign)[éeus]*|inconnue?s?|\?+)$/i;
const SO = /^(s[ .\/-]*o\.?|n[ .\/-]*a\.?|sans objet|(non|pas) (concern|applicabl)[ées]*)$/i;
let tried = false, waiting = 0, undo = null;

// A page that was saved with its answers holds what this script had put in it: that is made anew.
document.querySelectorAll(".made").forEach(one => one.remove());

const make = (name, properties, ...inside) => {
  const one = Object.assign(document.createElement(name), properties);
  one.classList.add("made");
  one.append(...inside);
  return one;
};
const fields = [...form.querySelectorAll("[data-kind]")].map(box => {
  const inputs = [...box.querySelectorAll("[name]")].filter(one => one.closest("[data-kind]") === box), first = inputs[0];
  const target = box.matches("fieldset") ? box : first, data = box.dataset;
  const by = (target.getAttribute("aria-describedby") || "").split(" ").filter($).join(" ");
  return {id: first.name, kind: data.kind, box, inputs, first, target, by,
    radio: first.type === "radio", contact: "contact" in data, needed: !("optional" in data), low: data.min, high: data.max};
});
const field = Object.fromEntries(fields.map(one => [one.id, one]));

// What a control holds: a text, a code, or the codes ticked.
const held = f => f.kind === "m" ? f.inputs.filter(one => one.checked).map(one => one.value)
  : f.radio ? f.inputs.find(one => one.checked)?.value ?? "" : f.first.value;
const isBlank = f => !(f.kind === "m" ? held(f).length : held(f).trim());

// The attributes follow what is held, so that the page saved by the browser keeps it.
const follow = f => {
  f.inputs.forEach(one => {
    if (one.matches("textarea")) {
      if (one.textContent !== one.value) one.textContent = one.value;
      f.mirror.textContent = one.value;
    } else if (one.matches("select")) [...one.options].forEach(o => o.toggleAttribute("selected", o.selected && o.value !== ""));
    else if (one.type === "text") one.setAttribute("value", one.value);
    else one.toggleAttribute("checked", one.checked);
  });
  if (f.clear) f.clear.hidden = isBlank(f);
};
// Puts a value in a control; false when the control cannot hold it.
const put = (f, value) => {
  const codes = f.kind === "m" ? value : [value];
  if (!Array.isArray(codes) || !codes.every(code => typeof code === "string")) return false;
  if (f.kind === "m" || f.radio) {
    if (!codes.every(code => code === "" || f.inputs.some(one => one.value === code))) return false;
    f.inputs.forEach(one => { one.checked = codes.includes(one.value); });
  } else {
    if (f.kind !== "t" && f.kind !== "n" && ![...f.first.options].some(one => one.value === value)) return false;
    f.first.value = value;
  }
  follow(f);
  return true;
};

const number = text => {
  const plain = text.replace(/[\u00a0\u2007-\u200a\u202f]/g, " ").trim();
  return /^(\d{1,2}|[1-9]\d{2,8}|[1-9]\d{0,2}( \d{3}){1,2})$/.test(plain) ? +plain.replace(/ /g, "") : null;
};
const silence = text => NC.test(text.trim()) ? "non communiqué" : SO.test(text.trim()) ? "sans objet" : "";
const inRange = (f, n) => n >= (f.low ?? 0) && (f.high ?? n) >= n;
// What conditions and checks see: null is unknown.
const value = f => {
  const h = held(f), n = f.kind === "n" ? number(h) : null;
  if (f.off || isBlank(f)) return null;
  return {n: () => n !== null && inRange(f, n) ? n : null, i: () => +h, b: () => h === "oui", m: () => h, c: () => h,
    t: () => silence(h) ? null : h.trim()}[f.kind]();
};
const values = () => Object.fromEntries(fields.map(f => [f.id, value(f)]));
// What the answers file holds.
const answer = f => {
  const h = held(f);
  if (f.off || isBlank(f)) return null;
  return f.kind === "n" ? number(h) ?? h.trim() : f.kind === "t" ? h : value(f);
};

