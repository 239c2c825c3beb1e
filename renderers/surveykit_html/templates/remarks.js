// What is asked, and what is to be said of the answers.
const french = n => {
  const [whole, rest] = Math.abs(n).toFixed(Number.isInteger(n) ? 0 : 2).split(".");
  return (0 > n ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (rest ? "," + rest : "");
};
const quoted = text => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 120 ? line.slice(0, 119).trim() + "…" : line;
};
const plain = one => one === null ? "sans réponse" : typeof one === "number" ? french(one)
  : typeof one === "string" ? one : one ? "Oui" : "Non";
const label = one => one.matches("select") ? one.selectedOptions[0].text : one.labels[0].textContent.trim();
const said = f => {
  const h = held(f), n = value(f);
  if (f.off || isBlank(f)) return plain(null);
  if (f.kind === "m" || f.radio) return f.inputs.filter(one => one.checked).map(label).join(", ");
  if (f.kind === "n") return n !== null ? french(n) : silence(h) || `«\u00a0${quoted(h)}\u00a0»`;
  return f.kind === "t" ? silence(h) || quoted(h) : label(f.first);
};

// Shows what is asked, as often as one condition may rest on another.
const settle = () => {
  for (let turn = 0, changed = true; changed && fields.length >= turn; turn++) {
    const v = values();
    changed = false;
    for (const f of fields) {
      const off = f.id in WHEN && WHEN[f.id](v) !== true;
      if (off !== f.off) changed = true;
      f.off = off;
    }
  }
  let asked = 0, given = 0;
  for (const f of fields) {
    f.box.hidden = f.off;
    f.inputs.forEach(one => { one.disabled = f.off; });
    f.aside?.remove();
    f.aside = null;
    if (f.off && !isBlank(f)) {
      f.off = false;
      f.aside = make("p", {className: "aside"}, `La réponse «\u00a0${said(f)}\u00a0» n’est plus demandée\u00a0: elle ne sera pas enregistrée.`);
      f.off = true;
      f.box.after(f.aside);
    }
    if (f.needed && !f.off && f.id !== RESPONDENT) {
      asked++;
      if (!isBlank(f)) given++;
    }
  }
  $("sk-progress").max = asked || 1;
  $("sk-progress").value = given;
  $("sk-count").textContent = `${given} réponse${given > 1 ? "s" : ""} sur ${asked}`;
};

// What is to be said of the answers, each with its field; `whole` adds what only counts once all is answered.
const remarks = whole => {
  const list = [], v = values(), add = (is, f, say) => list.push({is, f, say});
  for (const f of fields) {
    const h = held(f), n = f.kind === "n" ? number(h) : null, ends = [f.low, f.high].map(end => french(+end || 0));
    if (f.off) continue;
    if (f.kind === "n" && h.trim() && !silence(h)) {
      if (n === null) add("error", f, `«\u00a0${quoted(h)}\u00a0» n’est pas un nombre entier. Saisissez un nombre entier en chiffres, par exemple 12, ou «\u00a0NC\u00a0» s’il n’est pas connu.`);
      else if (!inRange(f, n)) add("error", f, f.high === undefined ? `Le nombre doit être au moins égal à ${ends[0]}.` : `Le nombre doit être compris entre ${ends.join(" et ")}.`);
    }
    if (!whole || !isBlank(f)) continue;
    if (f.id === RESPONDENT) add("error", f, "Indiquez qui répond, en choisissant dans la liste.");
    else if (f.needed && f.id in WHEN) add("missing", f, "Une réponse est attendue ici.");
    else if (f.needed) add("blank", f, "");
  }
  for (const one of CHECKS) {
    if (one.when && one.when(v) !== true || one.holds(v) !== false) continue;
    const say = one.say.replace(/\{([^{}]*)\}/g, (slot, name) => one.slots?.[name] ? plain(one.slots[name](v)) : field[name] ? said(field[name]) : slot);
    add(one.is, one.about.map(place => fields[place]).find(f => !f.off), say);
  }
  return list;
};
const LEADS = {error: "Erreur", warning: "À vérifier", missing: "À compléter", info: "À noter"};
const lead = one => make("strong", {}, LEADS[one.is] + "\u00a0: ");
// Shows each remark under its field, which says so to assistive technology.
const show = list => {
  clearTimeout(waiting);
  form.querySelectorAll(".told").forEach(one => one.remove());
  for (const f of fields) {
    const mine = list.filter(one => one.f === f && one.is in LEADS), id = f.id + "-told";
    if (mine.length) f.box.append(make("div", {className: "told", id}, ...mine.map(one => make("p", {className: "is-" + one.is}, lead(one), one.say))));
    const by = mine.length ? f.by + " " + id : f.by;
    by ? f.target.setAttribute("aria-describedby", by.trim()) : f.target.removeAttribute("aria-describedby");
    if (f.target === f.first) mine.some(one => one.is === "error") ? f.first.setAttribute("aria-invalid", "true") : f.first.removeAttribute("aria-invalid");
  }
  return list;
};

