/* Questions: what is chosen is judged at once, and the reason is opened. */

figure("check", (place) => {
  const questions = [...place.querySelectorAll(".question")], again = part(place, "again");
  for (const question of questions) question.addEventListener("change", () => { checkJudge(question); checkScore(place, questions); });
  again.addEventListener("click", () => { questions.forEach(checkForget); checkScore(place, questions); questions[0].querySelector("input").focus(); });
});

/** Say whether what was chosen is right. @param {HTMLElement} question */
function checkJudge(question) {
  const right = question.querySelector("input:checked").value === question.dataset.right;
  question.dataset.judged = right ? "right" : "wrong";
  question.querySelector(".verdict").textContent = right ? t("Right.") : t("Not this one.");
  if (right) question.querySelector("details").open = true;
}

/** Begin a question anew. @param {HTMLElement} question */
function checkForget(question) {
  delete question.dataset.judged;
  question.querySelector(".verdict").textContent = "";
  question.querySelector("details").open = false;
  for (const input of question.querySelectorAll("input")) input.checked = false;
}

/** Tell how many are right. @param {HTMLElement} place @param {HTMLElement[]} questions */
function checkScore(place, questions) {
  const judged = questions.filter((each) => each.dataset.judged);
  const right = judged.filter((each) => each.dataset.judged === "right").length;
  part(place, "score").textContent = judged.length ? t("Right: {right} of {all}", { right, all: questions.length }) : "";
  part(place, "again").hidden = !judged.length;
}
