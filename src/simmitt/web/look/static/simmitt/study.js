/* Notes from the floor, also where there is no contact: each is kept in the phone with a key of its own until
   the server has answered, and sent again until then. Without this script each press is a post of its own. */
(function () {
  "use strict";

  const EVERY_MS = 20000;
  const PATIENCE_MS = 15000;

  class Notes {
    constructor(form) {
      this.form = form;
      this.status = form.querySelector("[data-study-status]");
      this.refused = form.querySelector("[data-study-refused]");
      this.station = form.querySelector("[name=station]");
      this.url = window.location.pathname;
      this.shelf = `study:${this.url}`;
      form.addEventListener("submit", (event) => this.take(event));
      window.addEventListener("online", () => this.send());
      setInterval(() => this.send(), EVERY_MS);
      this.send();
    }

    get kept() {
      try {
        return JSON.parse(localStorage.getItem(this.shelf)) || [];
      } catch {
        return [];
      }
    }

    set kept(notes) {
      localStorage.setItem(this.shelf, JSON.stringify(notes));
    }

    say(text, values = {}, failed = false) {
      let written = text || "";
      for (const [name, value] of Object.entries(values)) written = written.replace(`{${name}}`, value);
      this.status.textContent = written;
      this.status.classList.toggle("failed", failed);
    }

    take(event) {
      const note = {};
      for (const [name, value] of new FormData(this.form, event.submitter)) note[name] = value;
      delete note.csrfmiddlewaretoken;
      note.key = Notes.newKey();
      note.at = new Date().toISOString();
      try {
        this.kept = [...this.kept, note];
      } catch {
        return; // a phone that keeps nothing: the form is posted as it is
      }
      event.preventDefault();
      const what = event.submitter && event.submitter.value ? event.submitter.textContent.trim() : "";
      this.told = { station: this.station.selectedOptions[0].textContent.trim(), what };
      // At once: on a slow line the next machine must not wait for the answer about this one.
      this.goOn(note);
      this.send();
    }

    /* The next machine of the round; what was typed of this one is gone. */
    goOn(note) {
      if (note.kind === "sample") this.station.selectedIndex = (this.station.selectedIndex + 1) % this.station.length;
      for (const field of this.form.querySelectorAll("input[type=text], input[type=time]")) field.value = "";
    }

    async send() {
      if (this.sending) return;
      this.sending = true;
      try {
        let waited = 0;
        for (let [note] = this.kept; note; [note] = this.kept) {
          const refused = await this.post(note);
          this.kept = this.kept.filter((one) => one.key !== note.key);
          if (refused) this.lay(note, refused);
          else if (this.told) this.say(this.status.dataset.noted, this.told);
          else waited += 1;
          this.told = null;
        }
        if (waited) this.say(this.status.dataset.sent);
      } catch (fault) {
        const text = fault.message === "signed out" ? this.status.dataset.signedOut : this.status.dataset.waits;
        this.told = null;
        this.say(text, { count: this.kept.length }, true);
      } finally {
        this.sending = false;
      }
    }

    /* What is not taken in stays on the page with its reason; the other notes go on. */
    lay(note, reason) {
      const line = document.createElement("li");
      const station = [...this.station.options].find((one) => one.value === note.station);
      const at = new Date(note.at).toLocaleString(document.documentElement.lang);
      line.textContent = `${station ? station.textContent.trim() : ""}, ${at}: ${reason}`;
      this.refused.append(line);
      this.refused.hidden = false;
      this.say(this.status.dataset.refused, { reason }, true);
    }

    async post(note) {
      const token = this.form.querySelector("input[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(this.url, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { Accept: "application/json", "X-CSRFToken": token },
        body: new URLSearchParams(note),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Error("signed out");
      if (answer.ok) return "";
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      const isTold = (answer.headers.get("content-type") || "").includes("json");
      return (isTold && (await answer.json()).detail) || String(answer.status);
    }

    static newKey() {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
  }

  for (const form of document.querySelectorAll("form[data-study]")) new Notes(form);
})();
