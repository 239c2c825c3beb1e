// What happens when the page opens.
// The page's title without what this script had put before it, in a page that was saved then.
const title = [error, toCheck].reduce((words, lead) => words.startsWith(lead + " ") ? words.slice(lead.length + 1) : words, page.title);
for (const f of fields) {
  if (f.node.type === "textarea") f.node.after(f.mirror = make("span", {className: "mirror"}));
  if (f.first.type === "radio") f.inputs.at(-1).parentNode.after(f.eraser = make("button", {type: "button", className: "clear", onclick: () => {
    put(f, "");
    f.first.focus();
    changed();
    keep();
  }}, clear, make("span", {className: "unseen"}, filled(cleared, name(f)))));
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
$("file").onchange = take;
$("undo").onclick = () => {
  restore(undo);
  keep();
  tell(done);
};
$("erase").onclick = () => {
  const before = state();
  try {
    localStorage.removeItem(key);
  } catch {}
  tried = false;
  restore(parse(start));
  tell(erased, before);
};
let draft = null;
try {
  draft = parse(localStorage.getItem(key));
} catch {}
tell("");
if (draft && stringify(draft.held) !== start) {
  if (draft.start === start) {
    restore(draft.held);
    tell(resumed);
  } else tell(otherDraft, draft.held, resume);
}
$("without").hidden = true;
all(".tool", one => { one.hidden = false; });
page.title = title;
$("result").hidden = true;
show([]);
settle();
