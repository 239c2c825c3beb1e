// Keeping the answers: in a draft, in a file, at an address; and taking them up again.
const tell = (text, again = null, offer = cancel) => {
  $("status").textContent = text;
  $("undo").textContent = offer;
  $("undo").hidden = !again;
  undo = again;
};
// What a function says of fields, by their names.
const record = (list, act) => Object.fromEntries(list.map(f => [f.named, act(f)]));
const state = () => record(fields, held);
const start = stringify(state());
const keep = () => {
  try {
    localStorage.setItem(key, stringify({start, held: state()}));
  } catch {
    tell(noDraft);
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
  const part = reached => record(fields.filter(f => f.reached === reached && f !== respondents), f => value(f, true));
  return stringify({survey, edition, respondent: respondent(), form: reference, prefilled, simulated: simulated && true, answers: part(false), contact: part(true)}, null, 2) + "\n";
};
const download = () => {
  const url = URL.createObjectURL(new Blob([content()], {type: "application/json"}));
  make("a", {href: url, download: file()}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
};
const say = (...inside) => make("p", {}, ...inside);
const mail = address => make("a", {href: "mailto:" + address}, address);
const where = () => say(downloads,
  ...REPLY ? [" ", ...parts(mailed, REPLY[0].map(mail).reduce((one, other) => parts(both, one, other)), REPLY[1])] : []);
// The questions without an answer, each once.
const left = list => {
  const met = new Set(), links = [];
  for (const {level, about} of list) {
    const words = heading(about) || name(about);
    if (level === BLANK && !met.has(words)) links.push(...links.length ? [", "] : [], link(about, words));
    if (level === BLANK) met.add(words);
  }
  return links.length ? [say(...parts(blanks, links))] : [];
};
const save = list => {
  download();
  result(saved, say(...parts(toSend, strong(file()))), where(), ...left(list));
};
const send = async list => {
  try {
    const reply = await fetch(REPLY[2], {method: "POST", headers: {"Content-Type": "application/json"}, body: content(), credentials: "omit", referrerPolicy: "no-referrer"});
    if (!reply.ok) throw Error(reply.status);
    result(received, say(nothingElse), ...left(list));
  } catch {
    download();
    result(notSent, say(...parts(keptInstead, strong(file()))), where());
  }
};
const ask = act => {
  tried = true;
  settle();
  const list = show(remarks(true)), shown = list.filter(one => BLANK > one.level);
  const finish = () => {
    page.title = title;
    act(list);
  };
  if (shown.every(one => one.level === INFO)) return finish();
  const head = (forms, lowest, highest = lowest) => {
    const n = shown.filter(one => one.level >= lowest && highest >= one.level).length;
    return n ? [counted(forms, n)] : [];
  };
  const heads = [...head(errors, ERROR), ...head(doubts, WARNING, INFO), ...head(missing, MISSING)];
  const first = shown.some(one => one.level === ERROR) ? error : toCheck;
  page.title = `${first} ${title}`;
  result(`${first} ${heads.join(", ")}`,
    make("ul", {}, ...shown.map(one => make("li", looks(one), lead(one), ...one.about ? parts(remark, link(one.about, name(one.about)), one.words) : [one.words]))),
    ...left(list), say(asTheyAre),
    make("button", {onclick: finish}, SENDS && act === send ? sendAnyway : saveAnyway));
};

// Takes up an answers file.
const take = async ({target: input}) => {
  const chosen = input.files[0], isObject = one => one && typeof one === "object" && !Array.isArray(one);
  if (!chosen) return;
  let read;
  try {
    read = parse(await chosen.text());
  } catch {}
  input.value = "";
  const refuse = why => tell(filled(why, chosen.name, read?.respondent));
  if (!isObject(read) || !isObject(read.answers)) return refuse(noAnswers);
  if (read.survey !== survey || `${read.edition}` !== edition) return refuse(otherSurvey);
  if (holder && read.respondent && read.respondent !== holder) return refuse(otherHolder);
  if (read.simulated && !simulated) return refuse(simulatedFile);
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
  tell(filled(taken, chosen.name) + (refused.length ? " " + filled(notTaken, refused.join(", ")) : ""), before);
};
