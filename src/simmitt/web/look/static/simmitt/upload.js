/* Files on their way in: piece by piece, on from where a line broke. Without this script the form is posted
   as it is, which is enough for small files. */
(function () {
  "use strict";

  const MEGABYTE = 1024 * 1024;
  const FIRST_PIECE = MEGABYTE;
  const LEAST_PIECE = MEGABYTE / 4;
  // A piece that took less than this may be followed by a larger one.
  const QUICK_MS = 1500;
  const FIRST_WAIT_S = 1;
  const LONGEST_WAIT_S = 15;
  const TOLD_EVERY = 10; // per cent: what is read aloud comes now and then

  class Refused extends Error {}
  class SignedOut extends Error {}
  class Cancelled extends Error {}

  class Sending {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input[type=file]");
      this.texts = form.querySelector("[data-upload-texts]").dataset;
      this.parts = form.querySelector("[data-upload-files]");
      this.status = form.querySelector("[data-upload-status]");
      this.acts = form.querySelector("[data-upload-acts]");
      this.submit = form.querySelector("button[type=submit]");
      this.mostPiece = Number(form.dataset.pieceBytes);
      this.piece = Math.min(FIRST_PIECE, this.mostPiece);
      form.addEventListener("submit", (event) => this.start(event));
      form.querySelector("[data-upload-cancel]").addEventListener("click", () => this.cancel());
      window.addEventListener("online", () => this.wake && this.wake());
      window.addEventListener("beforeunload", (event) => {
        if (this.busy) event.preventDefault();
      });
    }

    /* -- what is said -- */

    say(text, values = {}, failed = false) {
      let written = text || "";
      for (const [name, value] of Object.entries(values)) written = written.replace(`{${name}}`, value);
      if (this.status.textContent !== written) this.status.textContent = written;
      this.status.classList.toggle("failed", failed);
    }

    static mb(bytes) {
      const size = bytes / MEGABYTE;
      return size.toLocaleString(document.documentElement.lang, { maximumFractionDigits: size < 10 ? 1 : 0 });
    }

    show(files) {
      this.parts.replaceChildren();
      this.bars = new Map();
      for (const file of files) {
        const part = document.createElement("div");
        part.className = "upload-part";
        const name = document.createElement("span");
        name.textContent = file.name;
        const told = document.createElement("span");
        const bar = document.createElement("progress");
        bar.max = Math.max(file.size, 1);
        bar.value = 0;
        bar.setAttribute("aria-label", file.name);
        part.append(name, told, bar);
        this.parts.append(part);
        this.bars.set(file, { bar, told, share: -TOLD_EVERY });
      }
      this.parts.hidden = false;
    }

    shown(file, received, went = false) {
      const one = this.bars.get(file);
      one.bar.value = received;
      const done = received >= file.size;
      one.told.textContent = done
        ? this.texts.done
        : this.texts.part.replace("{done}", Sending.mb(received)).replace("{size}", Sending.mb(file.size));
      const share = Math.floor((100 * received) / file.size);
      if (went && received) this.say(this.texts.wentOn, { name: file.name, share });
      else if (share - one.share >= TOLD_EVERY || done) this.say(this.texts.sending, { name: file.name, share });
      else return;
      one.share = share;
    }

    /* -- the way -- */

    async start(event) {
      event.preventDefault();
      const files = [...this.input.files];
      if (this.busy || !files.length || !this.fit(files)) {
        if (!files.length) this.input.focus();
        return;
      }
      this.begin(files);
      try {
        const uploads = [];
        for (const file of files) uploads.push(await this.send(file));
        this.say(this.texts.handingIn);
        await this.handIn(uploads);
      } catch (fault) {
        await this.end(fault);
      }
    }

    fit(files) {
      const large = files.find((file) => file.size > Number(this.form.dataset.mostBytes));
      const empty = files.find((file) => !file.size);
      if (large) this.say(this.texts.tooLarge, { name: large.name, size: Sending.mb(large.size) }, true);
      else if (empty) this.say(this.texts.empty, { name: empty.name }, true);
      return !large && !empty;
    }

    begin(files) {
      this.busy = true;
      this.stopped = false;
      this.known = [];
      this.submit.disabled = true;
      this.input.disabled = true;
      this.acts.hidden = false;
      this.show(files);
    }

    async end(fault) {
      this.busy = false;
      if (fault instanceof Cancelled) {
        for (const one of this.known) await this.post(one.discard_url, {}).catch(() => {});
        this.say(this.texts.cancelled);
        this.parts.hidden = true;
      } else if (fault instanceof SignedOut) this.say(this.texts.signedOut, {}, true);
      else this.say((fault instanceof Refused && fault.message) || this.texts.failed, {}, true);
      this.submit.disabled = false;
      this.input.disabled = false;
      this.acts.hidden = true;
      delete this.form.dataset.sent;
    }

    cancel() {
      this.stopped = true;
      if (this.asking) this.asking.abort();
      if (this.wake) this.wake();
    }

    async send(file) {
      // The same name and size are the same file only if it has not been changed in between.
      const told = { name: file.name, size: file.size, mark: String(file.lastModified) };
      let upload = await this.untilThere(() => this.post(this.form.dataset.upload, told));
      this.known.push(upload);
      this.shown(file, upload.received, true);
      while (upload.received < file.size) {
        upload = await this.untilThere(() => this.next(file, upload));
        this.shown(file, upload.received);
      }
      return upload;
    }

    async next(file, upload) {
      const began = performance.now();
      const piece = file.slice(upload.received, upload.received + this.piece);
      let told = upload;
      try {
        told = await this.ask(upload.url, {
          method: "POST",
          body: piece,
          headers: { "Content-Type": "application/octet-stream", "Upload-Offset": String(upload.received) },
        });
      } catch (fault) {
        this.piece = Math.max(this.piece / 2, LEAST_PIECE);
        if (fault instanceof TypeError) upload.received = (await this.ask(upload.url)).received;
        throw fault;
      }
      if (performance.now() - began < QUICK_MS) this.piece = Math.min(this.piece * 2, this.mostPiece);
      return told;
    }

    async untilThere(act) {
      for (let waitS = FIRST_WAIT_S; ; waitS = Math.min(waitS * 2, LONGEST_WAIT_S)) {
        if (this.stopped) throw new Cancelled();
        try {
          return await act();
        } catch (fault) {
          if (this.stopped) throw new Cancelled();
          if (fault instanceof Refused || fault instanceof SignedOut) throw fault;
          this.say(this.texts.broke, { seconds: waitS });
          await this.rest(waitS);
        }
      }
    }

    rest(seconds) {
      return new Promise((wake) => {
        this.wake = wake;
        setTimeout(wake, seconds * 1000);
      });
    }

    async handIn(uploads) {
      const content = new URLSearchParams();
      for (const one of uploads) content.append("upload", one.id);
      const told = await this.untilThere(() => this.ask(this.form.dataset.handIn, { method: "POST", body: content }));
      this.busy = false;
      window.location.assign(told.url);
    }

    post(url, values) {
      return this.ask(url, { method: "POST", body: new URLSearchParams(values) });
    }

    async ask(url, more = {}) {
      this.asking = new AbortController();
      const token = this.form.querySelector("input[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(url, {
        credentials: "same-origin",
        redirect: "manual",
        signal: this.asking.signal,
        ...more,
        headers: { Accept: "application/json", "X-CSRFToken": token, ...more.headers },
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
      const told = await answer.json().catch(() => ({}));
      // Elsewhere than the server is: it says where to go on.
      if (answer.status === 409 && "received" in told) return told;
      if (answer.status >= 500 && answer.status !== 507) throw new Error(String(answer.status));
      if (!answer.ok) throw new Refused(told.detail || "");
      return told;
    }
  }

  for (const form of document.querySelectorAll("form[data-upload]")) new Sending(form);
})();
