// Keeping the answers: in a draft, in a file, at an address; and taking them up again.
const tell = (text, again = null, offer = "Annuler") => {
  $("sk-status").replaceChildren(text);
  $("sk-undo").textContent = offer;
  $("sk-undo").hidden = !again;
  undo = again;
};
const state = () => Object.fromEntries(fields.map(f => [f.id, held(f)]));
const restore = kept => {
  fields.forEach(f => put(f, kept[f.id] ?? (f.kind === "m" ? [] : "")));
  changed();
};
const start = JSON.stringify(state());
const keep = () => {
  try {
    localStorage.setItem(key, JSON.stringify({start, held: state()}));
  } catch {
    tell("Ce navigateur ne garde pas de brouillon\u00a0: pensez à enregistrer vos réponses.");
  }
};
const changed = () => {
  settle();
  clearTimeout(waiting);
  waiting = setTimeout(() => show(remarks(tried)), 250);
};

const heading = f => {
  const group = f.box.closest("[role=group]");
  return group && $(group.getAttribute("aria-labelledby").split(" ")[0]).textContent;
};
// A field's name in messages: its question, and its own words where the question has others.
const name = f => {
  const own = f.box.querySelector("legend") || f.first.labels[0], group = f.box.closest("[role=group]");
  const alone = group?.querySelectorAll("[data-kind]").length === 1 || f.inputs.length > 1 && !own.matches("legend");
  const words = own.firstChild.textContent.replace(/[\s:]+$/, "");
  return [heading(f), !alone && (own.matches(".unseen") ? words.replace(/^\S+\. /, "") : words)].filter(Boolean).join(" – ");
};
const link = (f, words) => {
  const one = make("a", {href: "#" + f.first.id}, words);
  one.onclick = event => { event.preventDefault(); f.first.focus(); };
  return one;
};
const result = (heading, ...inside) => {
  const box = $("sk-result");
  box.replaceChildren(make("h2", {id: "sk-said"}, heading), ...inside);
  box.hidden = false;
  box.focus();
  box.scrollIntoView({block: "nearest"});
};
const counted = (n, one, many) => n ? `${n}\u00a0${n > 1 ? many : one}` : "";

const respondent = () => holder || field[RESPONDENT] && held(field[RESPONDENT]) || null;
const file = () => [survey, respondent()].filter(Boolean).join("_") + ".json";
const content = () => {
  const part = contact => Object.fromEntries(fields.filter(f => f.contact === contact && f.id !== RESPONDENT).map(f => [f.id, answer(f)]));
  return JSON.stringify({survey, edition, respondent: respondent(), form: ref, prefilled: form.dataset.prefilled, answers: part(false), contact: part(true)}, null, 2) + "\n";
};
const download = () => {
  const url = URL.createObjectURL(new Blob([content()], {type: "application/json"}));
  make("a", {href: url, download: file()}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
};
const mail = address => make("a", {href: "mailto:" + address}, address);
const where = () => make("p", {}, "Il est dans le dossier des téléchargements de votre navigateur.",
  ...REPLY ? [" Il reste à l’envoyer par courriel à ", ...REPLY.to.flatMap((one, n) => n ? [" et à ", mail(one)] : [mail(one)]), ` avant le ${REPLY.before}.`] : []);
// The questions without an answer, each once.
const left = list => {
  const seen = new Map(list.filter(one => one.is === "blank").reverse().map(one => [heading(one.f) || name(one.f), one.f]));
  const links = [...seen].reverse().flatMap(([words, f]) => [", ", link(f, words)]).slice(1);
  return links.length ? [make("p", {}, "Sans réponse\u00a0: ", ...links, ".")] : [];
};
const save = list => {
  download();
  result("Vos réponses sont enregistrées", make("p", {}, "Le fichier à envoyer est ", make("strong", {}, file()), "."), where(), ...left(list));
};
const send = async list => {
  try {
    const reply = await fetch(REPLY.submit, {method: "POST", headers: {"Content-Type": "application/json"}, body: content(), credentials: "omit", referrerPolicy: "no-referrer"});
    if (!reply.ok) throw Error(reply.status);
    result("Vos réponses ont été reçues", make("p", {}, "Vous n’avez rien d’autre à envoyer."), ...left(list));
  } catch {
    download();
    result("Vos réponses n’ont pas pu être transmises", make("p", {}, "Elles viennent d’être enregistrées dans le fichier ", make("strong", {}, file()), "."), where());
  }
};
const ask = act => {
  tried = true;
  settle();
  const list = show(remarks(true)), shown = list.filter(one => one.is in LEADS), count = is => list.filter(one => one.is === is).length;
  const done = () => { document.title = title; act(list); };
  if (!shown.some(one => one.is !== "info")) return done();
  const errors = count("error"), first = errors ? "Erreur" : "À vérifier";
  const heads = [counted(errors, "réponse à corriger", "réponses à corriger"), counted(count("warning") + count("info"), "point à vérifier", "points à vérifier"), counted(count("missing"), "réponse à compléter", "réponses à compléter")];
  const anyway = make("button", {type: "button", onclick: done}, act === send ? "Transmettre quand même" : "Enregistrer quand même");
  document.title = `${first}\u00a0: ${title}`;
  result(`${first}\u00a0: ${heads.filter(Boolean).join(", ")}`,
    make("ul", {}, ...shown.map(one => make("li", {className: "is-" + one.is}, lead(one), ...one.f ? [link(one.f, name(one.f)), "\u00a0: "] : [], one.say))),
    ...left(list), make("p", {}, "Vous pouvez corriger ces réponses, ou les enregistrer telles quelles."), anyway);
};

// Takes up an answers file.
const take = async input => {
  const chosen = input.files[0];
  if (!chosen) return;
  let read;
  try {
    read = JSON.parse(await chosen.text());
  } catch {
    read = null;
  }
  input.value = "";
  const named = `«\u00a0${chosen.name}\u00a0»`, isObject = one => one !== null && typeof one === "object" && !Array.isArray(one);
  if (!isObject(read) || !isObject(read.answers)) return tell(`Le fichier ${named} n’est pas un fichier de réponses\u00a0: rien n’a été changé.`);
  if (read.survey !== survey || String(read.edition) !== edition) return tell(`Le fichier ${named} répond à une autre enquête ou à une autre édition\u00a0: rien n’a été changé.`);
  if (holder && read.respondent && read.respondent !== holder) return tell(`Le fichier ${named} contient les réponses d’un autre organisme (${read.respondent})\u00a0: rien n’a été changé.`);
  const before = state(), all = {...isObject(read.contact) ? read.contact : {}, ...read.answers}, refused = [];
  if (field[RESPONDENT]) all[RESPONDENT] = read.respondent;
  for (const f of fields) {
    const one = Object.hasOwn(all, f.id) ? all[f.id] ?? "" : "", none = f.kind === "m" ? [] : "";
    const text = typeof one === "number" ? String(one) : typeof one === "boolean" ? (one ? "oui" : "non") : one;
    if (!put(f, text === "" ? none : text)) {
      put(f, none);
      refused.push(f.id);
    }
  }
  refused.push(...Object.keys(all).filter(id => !field[id]));
  changed();
  keep();
  tell(`Les réponses du fichier ${named} ont été reprises.` + (refused.length ? ` N’ont pas pu l’être\u00a0: ${refused.join(", ")}.` : ""), before);
};

for (const f of fields) {
  if (f.first.matches("textarea")) f.first.after(f.mirror = make("div", {className: "mirror"}));
  if (f.radio) {
    f.clear = make("button", {type: "button", className: "clear", hidden: true, onclick: () => { put(f, ""); f.first.focus(); changed(); keep(); }}, "Effacer", make("span", {className: "unseen"}, " la réponse\u00a0: " + name(f)));
    f.inputs.at(-1).closest(".options").append(f.clear);
  }
  follow(f);
}
form.addEventListener("input", event => {
  const f = field[event.target.name];
  if (!f) return;
  follow(f);
  settle();
  keep();
});
form.addEventListener("change", changed);
form.addEventListener("submit", event => event.preventDefault());
$("sk-save").onclick = () => ask(save);
if ($("sk-send")) $("sk-send").onclick = () => ask(send);
$("sk-file").onchange = event => take(event.target);
$("sk-undo").onclick = () => { restore(undo); keep(); tell("C’est fait."); };
$("sk-erase").onclick = () => {
  const before = state();
  try {
    localStorage.removeItem(key);
  } catch {}
  tried = false;
  restore(JSON.parse(start));
  tell("Le brouillon est effacé.", before);
};
let draft = null;
try {
  draft = JSON.parse(localStorage.getItem(key));
} catch {}
tell("");
if (draft && JSON.stringify(draft.held) !== start) {
  if (draft.start === start) {
    restore(draft.held);
    tell("Votre brouillon a été repris.");
  } else {
    tell("Ce navigateur garde un brouillon différent de cette page.", draft.held, "Reprendre le brouillon");
  }
}
$("sk-without").hidden = true;
document.querySelectorAll(".tool").forEach(one => { one.hidden = false; });
document.title = title;
$("sk-result").hidden = true;
$("sk-result").replaceChildren();
show([]);
settle();
