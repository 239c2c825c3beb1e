// What is asked, and what is to be said of the answers.
// A sentence in pieces: what is given stands in the place of {0}, {1}.
const parts = (sentence, ...inside) => sentence.split(/\{(\d)\}/).flatMap((one, n) => n % 2 ? inside[one] : one);
const filled = (...all) => parts(...all).join("");
// A tab stands between a word's form for one and its form for several.
const counted = (forms, n, ...more) => filled(forms.split("\t")[new Intl.PluralRules(page.documentElement.lang).select(n) === "one" ? 0 : 1], n, ...more);

const french = n => {
  const [whole, rest] = (typeof n === "bigint" ? `${0 > n ? -n : n}` : Math.abs(n).toFixed(Number.isInteger(n) ? 0 : 2)).split(".");
  return (0 > n ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (rest ? "," + rest : "");
};
const shortened = text => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 120 ? line.slice(0, 119).trim() + "…" : line;
};
const quoted = text => filled(quotation, text);
const plain = one => one === null ? unanswered : /^(n|bi)/.test(typeof one) ? french(one)
  : typeof one === "string" ? one : one ? yes : no;
const said = f => {
  const h = held(f), n = value(f);
  return f.off || isBlank(f) ? plain(null)
    : f.listed ? ticked(f).map(one => one.labels[0].textContent.trim()).join(", ")
    : f.node.options ? f.node.selectedOptions[0].text
    : f.typed && n !== null ? french(n)
    : silence(h) || (f.typed ? quoted(shortened(h)) : shortened(h));
};

// Shows what is asked, as often as one condition may rest on another.
const settle = () => {
  for (let turn = fields.length, changed = true; changed && turn; turn--) {
    const v = values();
    changed = false;
    fields.forEach((f, place) => {
      const off = place in WHEN && WHEN[place](v) !== true;
      changed ||= off !== f.off;
      f.off = off;
    });
  }
  let asked = 0, given = 0;
  for (const f of fields) {
    f.box.hidden = f.off;
    f.inputs.forEach(one => { one.disabled = f.off; });
    f.aside?.remove();
    if (f.off && !isBlank(f)) {
      f.off = false;
      f.aside = make("p", {className: "aside"}, filled(dropped, said(f)));
      f.off = true;
      f.box.after(f.aside);
    }
    if (f.needed && !f.off && f !== respondents) {
      asked++;
      given += !isBlank(f);
    }
  }
  Object.assign(page.querySelector("progress"), {max: asked || 1, value: given});
  $("count").textContent = counted(progress, given, asked);
};

// What is to be said of the answers, each with its field; `whole` adds what only counts once all is answered.
const ERROR = 0, WARNING = 1, INFO = 2, MISSING = 3, BLANK = 4;
const remarks = whole => {
  const list = [], add = (level, about, words) => list.push({level, about, words});
  fields.forEach((f, place) => {
    const h = held(f), n = f.typed ? number(h) : 0, high = f.high;
    if (f.off) return;
    if (!isBlank(f)) {
      if (f.typed && !silence(h)) {
        if (n === null) add(ERROR, f, filled(notWhole, shortened(h)));
        else if (!inRange(f, n)) add(ERROR, f, filled(high ? between : atLeast, french(+f.low || 0), french(+high)));
      }
    } else if (whole) {
      if (f === respondents) add(ERROR, f, whoAnswers);
      else if (f.needed) place in WHEN ? add(MISSING, f, expected) : add(BLANK, f);
    }
  });
  const v = values(), more = [...v, ...MORE(v)];
  for (const [level, places, holds, message] of RULES(more)) {
    if (holds === false) add(level, places.map(place => fields[place]).find(f => !f.off),
      message.replace(/\{(\d*)\}/g, (slot, place) => !place ? "{" : fields[place] ? said(fields[place]) : plain(more[place])));
  }
  return list;
};
const strong = words => make("strong", {}, words);
const lead = one => strong(LEADS[one.level] + " ");
const looks = one => ({className: one.level ? "" : "error"});
// Shows each remark under its field, which says so to assistive technology.
const show = list => {
  clearTimeout(waiting);
  all(".told", remove);
  for (const f of fields) {
    const mine = list.filter(one => one.about === f && BLANK > one.level), id = f.named + "-told";
    const mark = (attribute, text, isOn) => isOn ? f.node.setAttribute(attribute, text) : f.node.removeAttribute(attribute);
    if (mine[0]) f.box.append(make("span", {className: "told", id}, ...mine.map(one => make("span", looks(one), lead(one), one.words))));
    mark("aria-describedby", id, mine[0]);
    if (!f.listed) mark("aria-invalid", true, mine.some(one => one.level === ERROR));
  }
  return list;
};

