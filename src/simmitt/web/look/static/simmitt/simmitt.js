/* What every page gains from a script. Each page works without it. */
(function () {
  "use strict";

  /* ---- Errors: the summary is read first, its links lead to the field itself ---- */

  function focusErrors() {
    const summary = document.querySelector("[data-errors]");
    if (!summary) return;
    summary.focus();
    summary.addEventListener("click", followError);
  }

  function followError(event) {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const place = field.closest(".field") || field;
    place.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  }

  /* ---- Menus: Esc and a press elsewhere close them ---- */

  function startMenus() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const menu of openMenus()) {
        const inside = menu.contains(document.activeElement);
        menu.open = false;
        if (inside) menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
    });
    document.addEventListener("focusin", (event) => {
      for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
    });
  }

  function openMenus() {
    return document.querySelectorAll("details[data-menu][open]");
  }

  /* ---- Autosave: says "saved" only after the server has answered ---- */

  const QUIET_MS = 1500;
  const FIRST_RETRY_MS = 2000;
  const LAST_RETRY_MS = 30000;
  const NEVER_SENT = new Set(["csrfmiddlewaretoken"]);

  class Draft {
    constructor(form) {
      this.form = form;
      this.status = form.querySelector("[data-autosave-status]");
      this.changes = 0;
      this.kept = 0;
      this.sending = false;
      this.closed = false;
      this.waitMs = FIRST_RETRY_MS;
      this.timer = 0;
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("focusout", () => this.send());
      form.addEventListener("submit", () => this.close());
      window.addEventListener("pagehide", () => this.leave());
      window.addEventListener("online", () => this.send());
    }

    changed() {
      this.changes += 1;
      this.later(QUIET_MS);
    }

    later(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), ms);
    }

    close() {
      this.closed = true;
      clearTimeout(this.timer);
    }

    async send() {
      if (this.closed || this.sending || this.kept === this.changes) return;
      const upTo = this.changes;
      this.sending = true;
      this.say("saving");
      try {
        const answer = await this.post({});
        if (!answer.ok) throw new Error(String(answer.status));
        const { saved_at: savedAt } = await answer.json();
        this.kept = upTo;
        this.waitMs = FIRST_RETRY_MS;
        if (!this.closed) this.say("saved", savedAt);
      } catch {
        this.say("failed");
        this.later(this.waitMs);
        this.waitMs = Math.min(this.waitMs * 2, LAST_RETRY_MS);
      } finally {
        this.sending = false;
      }
      if (this.kept === upTo && this.kept !== this.changes) this.later(QUIET_MS);
    }

    leave() {
      if (!this.closed && this.kept !== this.changes) this.post({ keepalive: true }).catch(() => {});
    }

    post(more) {
      const token = this.form.querySelector("input[name=csrfmiddlewaretoken]");
      return fetch(this.form.dataset.autosave, {
        method: "POST",
        credentials: "same-origin",
        headers: { "X-CSRFToken": token ? token.value : "", Accept: "application/json" },
        body: this.content(),
        ...more,
      });
    }

    content() {
      const content = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string" && !NEVER_SENT.has(name) && !this.isSecret(name)) content.append(name, value);
      }
      content.set("key", this.form.dataset.draftKey || "");
      return content;
    }

    isSecret(name) {
      return Boolean(this.form.querySelector(`input[type=password][name="${CSS.escape(name)}"]`));
    }

    say(state, time = "") {
      if (!this.status) return;
      this.status.textContent = (this.status.dataset[state] || "").replace("{time}", time);
      this.status.classList.toggle("failed", state === "failed");
    }
  }

  function startDrafts() {
    for (const form of document.querySelectorAll("form[data-autosave]")) new Draft(form);
  }

  /* ---- A form is sent once, however hard one presses ---- */

  function guardDoublePress() {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.method !== "post" || event.defaultPrevented) return;
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    // Coming back with the browser's button, one may send again.
    window.addEventListener("pageshow", () => {
      for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    });
  }

  focusErrors();
  startMenus();
  startDrafts();
  guardDoublePress();
})();
