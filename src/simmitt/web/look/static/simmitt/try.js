/* Trying measures: each change asks the simulated factory again, and the newest answer stays. The old one is
   dimmed until then. Without this script there is a button. */
(function () {
  "use strict";

  const PAUSE_MS = 120; // a slider under way asks when it rests
  const AGAIN_MS = 700;
  const LATE_MS = 3000;

  class Trying {
    constructor(form) {
      this.form = form;
      this.answer = form.querySelector("[data-try-answer]");
      this.status = form.querySelector("[data-try-status]");
      this.number = 0;
      form.addEventListener("input", (event) => this.changed(event.target));
      form.addEventListener("submit", (event) => {
        if (event.submitter && event.submitter.name === "deed") return; // what is decided is a page of its own
        event.preventDefault();
        this.ask();
      });
      for (const slider of form.querySelectorAll("input[type=range]")) this.tell(slider);
      this.ask();
    }

    changed(field) {
      if (field.type === "range") {
        this.tell(field);
        this.choose(field);
      }
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.ask(), PAUSE_MS);
    }

    /* Whoever moves a measure's slider means the measure. */
    choose(slider) {
      const row = slider.closest(".pm");
      if (row) row.querySelector("input[type=checkbox]").checked = Number(slider.value) > 0;
    }

    tell(slider) {
      const language = document.documentElement.lang;
      const text = `${Number(slider.value).toLocaleString(language)} ${slider.dataset.unit}`;
      slider.setAttribute("aria-valuetext", text);
      const shown = this.form.querySelector(`output[for="${slider.id}"]`);
      if (shown) shown.textContent = text;
    }

    async ask() {
      const number = ++this.number;
      this.answer.classList.add("counting");
      this.answer.setAttribute("aria-busy", "true");
      this.status.textContent = this.form.dataset.counting;
      const late = setTimeout(() => {
        if (number === this.number) this.status.textContent = this.form.dataset.late;
      }, LATE_MS);
      try {
        const told = await fetch(this.form.action || location.href, {
          method: "POST",
          credentials: "same-origin",
          headers: { "X-Requested-With": "fetch" },
          body: new URLSearchParams(new FormData(this.form)),
        });
        if (number !== this.number) return;
        if (told.status === 202) setTimeout(() => number === this.number && this.ask(), AGAIN_MS);
        else this.show(await told.text());
      } catch {
        if (number === this.number) this.status.textContent = this.form.dataset.offline;
      } finally {
        clearTimeout(late);
      }
    }

    show(text) {
      const parsed = new DOMParser().parseFromString(text, "text/html");
      this.answer.replaceChildren(...parsed.body.childNodes);
      this.answer.classList.remove("counting");
      this.answer.setAttribute("aria-busy", "false");
      this.status.textContent = "";
    }
  }

  for (const form of document.querySelectorAll("[data-try]")) new Trying(form);
})();
