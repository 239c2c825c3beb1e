// Keeping the answers: in a draft, in a file, at an address; and taking them up again.
const tell = (text, again = null, offer = "Annuler") => {
  $("status").textContent = text;
  $("undo").textContent = offer;
  $("undo").hidden = !again;
  undo = again;
};
const state = () => Object.fromEntries(fields.map(f => [f.named, held(f)]));
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
const restore = kept => {
  fields.forEach(f => put(f, kept[f.named] ?? none(f)));
  changed();
};

const heading = f => f.question?.querySelector("h2,h3,h4,h5,h6").textContent;
// A field's name in messages: its question, and its own words where the question has several fields.
const name = f => {
  const own = f.listed ? f.node.querySelector("legend") : f.node.labels[0], group = heading(f);
  const words = (own ? own.firstChild.textContent : f.node.getAttribute("aria-label")).replace(/[\s:]+$/, "");
  if (group && !fields.some(other => other !== f && other.question === f.question)) return group;
  return group ? `${group} – ${words.replace(/^\S+\. /, "")}` : words;
};
const link = (f, words) => make("a", {href: "#" + f.first.id, onclick: () => {
  f.first.focus();
  return false;
}}, words);
const result = (heading, ...inside) => {
  const box = $("result");
  box.replaceChildren(make("h2", {id: "said"}, heading), ...inside);
  box.hidden = false;
  box.focus();
  box.scrollIntoView({block: "nearest"});
};

const respondent = () => holder || respondents && held(respondents) || null;
const file = () => [survey, respondent()].filter(Boolean).join("_") + ".json";
const content = () => {
  const part = reached => Object.fromEntries(fields.filter(f => f.reached === reached && f !== respondents).map(f => [f.named, value(f, true)]));
  return JSON.stringify({survey, edition, respondent: respondent(), form: reference, prefilled: form.dataset.prefilled, simulated: simulated && true, answers: part(false), contact: part(true)}, null, 2) + "\n";
};
const download = () => {
  const url = URL.createObjectURL(new Blob([content()], {type: "application/json"}));
  make("a", {href: url, download: file()}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
};
const strong = words => make("strong", {}, words);
const say = (...inside) => make("p", {}, ...inside);
const mail = address => make("a", {href: "mailto:" + address}, address);
const where = () => say("Il est dans le dossier des téléchargements de votre navigateur.",
  ...REPLY ? [" Il reste à l’envoyer par courriel à ", ...REPLY[0].flatMap((one, n) => [n ? " et à " : "", mail(one)]), ` avant le ${REPLY[1]}.`] : []);
// The questions without an answer, each once.
const left = list => {
  const met = new Set(), links = [];
  for (const {level, about} of list) {
    const words = heading(about) || name(about);
    if (level === BLANK && !met.has(words)) links.push(links.length ? ", " : "Sans réponse\u00a0: ", link(about, words));
    if (level === BLANK) met.add(words);
  }
  return links.length ? [say(...links, ".")] : [];
};
const save = list => {
  download();
  result("Vos réponses sont enregistrées", say("Le fichier à envoyer est ", strong(file()), "."), where(), ...left(list));
};
const send = async list => {
  try {
    const reply = await fetch(REPLY[2], {method: "POST", headers: {"Content-Type": "application/json"}, body: content(), credentials: "omit", referrerPolicy: "no-referrer"});
    if (!reply.ok) throw Error(reply.status);
    result("Vos réponses ont été reçues", say("Vous n’avez rien d’autre à envoyer."), ...left(list));
  } catch {
    download();
    result("Vos réponses n’ont pas pu être transmises", say("Elles viennent d’être enregistrées dans le fichier ", strong(file()), "."), where());
  }
};
const ask = act => {
  tried = true;
  settle();
  const list = show(remarks(true)), shown = list.filter(one => BLANK > one.level);
  const done = () => {
    document.title = title;
    act(list);
  };
  if (shown.every(one => one.level === INFO)) return done();
  const heads = [["réponse", "à corriger", ERROR], ["point", "à vérifier", WARNING, INFO], ["réponse", "à compléter", MISSING]].flatMap(([noun, what, ...levels]) => {
    const n = shown.filter(one => levels.includes(one.level)).length;
    return n ? `${n}\u00a0${noun}${n > 1 ? "s" : ""} ${what}` : [];
  });
  const first = shown.some(one => one.level === ERROR) ? "Erreur\u00a0: " : "À vérifier\u00a0: ";
  document.title = first + title;
  result(first + heads.join(", "),
    make("ul", {}, ...shown.map(one => make("li", looks(one), lead(one), ...one.about ? [link(one.about, name(one.about)), "\u00a0: "] : [], one.words))),
    ...left(list), say("Vous pouvez corriger ces réponses, ou les enregistrer telles quelles."),
    make("button", {onclick: done}, (SENDS && act === send ? "Transmettre" : "Enregistrer") + " quand même"));
};

// Takes up an answers file.
const take = async input => {
  const chosen = input.files[0], isObject = one => one && typeof one === "object" && !Array.isArray(one);
  if (!chosen) return;
  let read;
  try {
    read = JSON.parse(await chosen.text());
  } catch {}
  input.value = "";
  const named = "e fichier " + quoted(chosen.name), refuse = why => tell(`L${named} ${why}\u00a0: rien n’a été changé.`);
  if (!isObject(read) || !isObject(read.answers)) return refuse("n’est pas un fichier de réponses");
  if (read.survey !== survey || `${read.edition}` !== edition) return refuse("répond à une autre enquête ou à une autre édition");
  if (holder && read.respondent && read.respondent !== holder) return refuse(`contient les réponses d’un autre organisme (${read.respondent})`);
  if (read.simulated && !simulated) return refuse("contient des données simulées");
  const before = state(), all = {...isObject(read.contact) && read.contact, ...read.answers};
  if (respondents) all.respondent = read.respondent;
  const refused = fields.filter(f => {
    const one = Object.hasOwn(all, f.named) ? all[f.named] ?? "" : "";
    const text = typeof one === "number" ? `${one}` : typeof one === "boolean" ? one ? "oui" : "non" : one;
    return !put(f, text === "" ? none(f) : text) && put(f, none(f));
  }).map(f => f.named);
  refused.push(...Object.keys(all).filter(id => !fields.some(f => f.named === id)));
  changed();
  keep();
  tell(`Les réponses du fichier ${quoted(chosen.name)} ont été reprises.` + (refused.length ? ` N’ont pas pu l’être\u00a0: ${refused.join(", ")}.` : ""), before);
};

for (const f of fields) {
  if (f.node.type === "textarea") f.node.after(f.mirror = make("span", {className: "mirror"}));
  if (f.first.type === "radio") f.inputs.at(-1).parentNode.after(f.eraser = make("button", {type: "button", className: "clear", onclick: () => {
    put(f, "");
    f.first.focus();
    changed();
    keep();
  }}, "Effacer", make("span", {className: "unseen"}, " la réponse\u00a0: " + name(f))));
  follow(f);
}
form.oninput = event => {
  const f = fields.find(one => one.inputs.includes(event.target));
  follow(f);
  settle();
  keep();
};
form.onchange = changed;
form.onsubmit = () => false;
$("save").onclick = () => ask(save);
if (SENDS) $("send").onclick = () => ask(send);
$("file").onchange = event => take(event.target);
$("undo").onclick = () => {
  restore(undo);
  keep();
  tell("C’est fait.");
};
$("erase").onclick = () => {
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
  } else tell("Ce navigateur garde un brouillon différent de cette page.", draft.held, "Reprendre le brouillon");
}
$("without").hidden = true;
all(".tool", one => { one.hidden = false; });
document.title = title;
$("result").hidden = true;
show([]);
settle();
