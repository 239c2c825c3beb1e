// The words of the page, each on a line, in the order of form_words.py, which says them in the survey's language.
const [
  quotation, unanswered, yes, no, notCommunicated, notApplicable, progress,
  error, toCheck, toNote, toComplete, dropped, notWhole, between, atLeast, whoAnswers, expected, remark, errors, doubts, missing,
  cancel, noDraft, saved, toSend, downloads, mailed, both, blanks, asTheyAre, saveAnyway, clear, cleared, done, erased, resumed, otherDraft, resume,
  noAnswers, otherSurvey, otherHolder, simulatedFile, taken, notTaken,
  sendAnyway, received, nothingElse, notSent, keptInstead,
] = WORDS.split("\n");
// A sentence in pieces: what is given stands in the place of {0}, {1}.
const parts = (sentence, ...inside) => sentence.split(/\{(\d)\}/).flatMap((one, n) => n % 2 ? inside[one] : one);
const filled = (...all) => parts(...all).join("");
// A tab stands between a word's form for one and its form for several.
const counted = (forms, n, ...more) => filled(forms.split("\t")[new Intl.PluralRules(document.documentElement.lang).select(n) === "one" ? 0 : 1], n, ...more);

