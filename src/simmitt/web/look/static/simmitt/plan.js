/* A plan's fields save themselves, one by one. Without this script each has its own button. */
(function () {
  "use strict";

  const QUIET_MS = 1500;
  const FIRST_RETRY_MS = 2000;
  const LAST_RETRY_MS = 30000;
  const status = document.getElementById("plan-status");

  class Field {
    constructor(form) {
      this.form = form;
      this.answer = form.querySelector("[data-answer]");
      this.error = form.querySelector("[data-error]");
      this.sending = false;
      this.changes = 0;
      this.kept = 0;
      this.waitMs = FIRST_RETRY_MS;
      this.timer = 0;
      form.addEventListener("input", () => this.changed(QUIET_MS));
      form.addEventListener("change", () => this.changed(0));
      form.addEventListener("submit", (event) => this.submitted(event));
      form.addEventListener("click", (event) => this.pressed(event));
      window.addEventListener("online", () => this.send());
      window.addEventListener("pagehide", () => this.leave());
    }

    changed(waitMs) {
      this.changes += 1;
      this.later(waitMs);
    }

    later(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), ms);
    }

    submitted(event) {
      event.preventDefault();
      this.changes += 1;
      this.later(0);
    }

    /* Two versions stand side by side: mine is sent again over the one that is there now, or theirs is taken. */
    pressed(event) {
      const mine = event.target.closest("[data-keep-mine]");
      const theirs = event.target.closest("[data-take-theirs]");
      if (mine) this.saw(mine.dataset.keepMine);
      if (!theirs) return;
      this.saw(theirs.dataset.takeTheirs);
      this.take(theirs.dataset.theirs);
      this.answer.replaceChildren();
      this.kept = this.changes;
      this.say("saved", "");
      this.first().focus();
    }

    saw(number) {
      this.form.elements.seen.value = number;
    }

    take(text) {
      const [value, reason = ""] = this.form.elements.reason ? text.split(":") : [text];
      for (const control of this.form.querySelectorAll("[name=value]")) {
        if (control.type === "radio") control.checked = control.value === value;
        else control.value = value;
      }
      if (this.form.elements.reason) this.form.elements.reason.value = reason;
    }

    first() {
      return this.form.querySelector("[name=value]");
    }

    /* Later and no are sent when they have their reason. */
    waitsForReason() {
      const reason = this.form.elements.reason;
      const value = new FormData(this.form).get("value");
      return Boolean(reason) && (value === "later" || value === "no") && !reason.value;
    }

    async send() {
      if (this.sending || this.kept === this.changes) return;
      if (this.waitsForReason()) {
        this.kept = this.changes;
        return;
      }
      const upTo = this.changes;
      this.sending = true;
      this.say("saving");
      try {
        await this.took(await this.post({}), upTo);
        this.waitMs = FIRST_RETRY_MS;
      } catch {
        this.say("failed");
        this.later(this.waitMs);
        this.waitMs = Math.min(this.waitMs * 2, LAST_RETRY_MS);
      } finally {
        this.sending = false;
      }
      if (this.kept === upTo && this.kept !== this.changes) this.later(QUIET_MS);
    }

    async took(answer, upTo) {
      if (answer.status >= 500) throw new Error(String(answer.status));
      this.kept = upTo;
      if (answer.ok && answer.headers.get("content-type").startsWith("application/json")) {
        this.saved(await answer.json());
      } else if (answer.status === 422) {
        this.fault((await answer.json()).faults);
      } else if ((answer.headers.get("content-type") || "").includes("problem+json")) {
        this.fault([(await answer.json()).detail]);
      } else if (answer.status === 409 || answer.status === 410) {
        this.answer.innerHTML = await answer.text();
        this.say("conflict");
      } else {
        this.say("failed");
      }
    }

    saved({ seen, saved, parts }) {
      this.saw(seen);
      this.answer.replaceChildren();
      this.fault([]);
      this.say("saved", saved);
      for (const [id, html] of Object.entries(parts)) {
        const part = document.getElementById(id);
        if (part && !part.contains(document.activeElement)) part.innerHTML = html;
      }
    }

    fault(faults) {
      this.error.lastElementChild.replaceChildren(
        ...faults.map((fault) => Object.assign(document.createElement("p"), { textContent: fault })),
      );
      this.error.hidden = !faults.length;
      for (const control of this.form.querySelectorAll("[name=value]")) {
        if (faults.length) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
      if (faults.length) this.say("invalid");
    }

    leave() {
      if (this.kept !== this.changes && !this.waitsForReason()) this.post({ keepalive: true }).catch(() => {});
    }

    post(more) {
      return fetch(this.form.action, {
        method: "POST",
        credentials: "same-origin",
        headers: { Accept: "application/json" },
        body: new FormData(this.form),
        ...more,
      });
    }

    say(state, time = "") {
      if (!status) return;
      status.textContent = (status.dataset[state] || "").replace("{time}", time).trim();
      status.classList.toggle("failed", ["failed", "conflict", "invalid"].includes(state));
    }
  }

  const forms = document.querySelectorAll("form[data-plan-field]");
  for (const form of forms) new Field(form);
  if (forms.length) document.body.classList.add("plan-live");
})();
