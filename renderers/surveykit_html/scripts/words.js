// The words of the page, each on a line, in the order of form_words.py, which says them in the survey's language.
// They stand after all functions: what is declared last gets the longest of the short names, and most words are used once.
const [
  quotation, unanswered, yes, no, notCommunicated, notApplicable, progress,
  error, toCheck, toNote, toComplete, dropped, notWhole, between, atLeast, whoAnswers, expected, remark, errors, doubts, missing,
  cancel, noDraft, saved, toSend, downloads, mailed, both, blanks, asTheyAre, saveAnyway, clear, cleared, done, erased, resumed, otherDraft, resume,
  noAnswers, otherSurvey, otherHolder, simulatedFile, taken, notTaken,
  sendAnyway, received, nothingElse, notSent, keptInstead,
] = WORDS.split("\n");
const LEADS = [error, toCheck, toNote, toComplete];
