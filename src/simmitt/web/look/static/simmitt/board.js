/* The board: moving a company by keyboard or by mouse, with a way back. Without this script each card
   has a list of stages and a button. */
(function () {
  "use strict";

  class Board {
    constructor(root) {
      this.root = root;
      this.words = root.dataset;
      this.moving = null; // the card that the arrows carry, and where it stood
      this.buildStatus();
      root.classList.add("board-live");
      for (const card of root.querySelectorAll("[data-card]")) this.prepare(card);
      root.addEventListener("submit", (event) => this.pressed(event));
      root.addEventListener("keydown", (event) => this.keyed(event));
      root.addEventListener("focusout", (event) => this.left(event));
      root.addEventListener("dragstart", (event) => this.dragged(event));
      root.addEventListener("dragover", (event) => this.hovered(event));
      root.addEventListener("dragend", () => this.rested());
      root.addEventListener("drop", (event) => this.dropped(event));
    }

    /* -- what is said -- */

    buildStatus() {
      this.status = document.createElement("div");
      this.status.className = "board-status";
      this.spoken = document.createElement("p");
      this.spoken.setAttribute("role", "status");
      this.spoken.setAttribute("aria-live", "assertive");
      this.undoButton = document.createElement("button");
      this.undoButton.type = "button";
      this.undoButton.className = "btn quiet small";
      this.undoButton.textContent = this.words.undo || "";
      this.undoButton.hidden = true;
      this.undoButton.addEventListener("click", () => this.undo());
      this.status.append(this.spoken, this.undoButton);
      this.root.before(this.status);
    }

    say(message, card, from, to) {
      const text = (message || "")
        .replace("{name}", card ? card.dataset.name : "")
        .replace("{from}", from ? this.nameOf(from) : "")
        .replace("{to}", to ? this.nameOf(to) : "");
      this.spoken.textContent = text;
      this.status.classList.remove("failed");
    }

    refuse(card, reason) {
      this.say(this.words.failed, card);
      if (reason) this.spoken.textContent += ` ${reason}`;
      this.status.classList.add("failed");
    }

    /* -- where things are -- */

    columns() {
      return [...this.root.querySelectorAll("[data-column]")];
    }

    columnOf(card) {
      return card.closest("[data-column]");
    }

    nameOf(column) {
      const heading = column.querySelector("[data-column-name]");
      return (column.dataset.columnName || (heading || column).textContent).trim();
    }

    buttonOf(card) {
      return card.querySelector("form button");
    }

    place(card, column, before = null) {
      const list = column.querySelector("ul, ol") || column;
      const origin = this.columnOf(card);
      list.insertBefore(card, before && before.parentNode === list ? before : list.firstElementChild);
      card.dataset.stage = column.dataset.column;
      for (const touched of new Set([origin, column])) this.count(touched);
    }

    count(column) {
      const shown = column.querySelector("[data-count]");
      if (!shown || shown.dataset.count === "more") return;
      shown.textContent = column.querySelectorAll("[data-card]").length;
    }

    prepare(card) {
      card.draggable = true;
      const button = this.buttonOf(card);
      if (button) button.setAttribute("aria-pressed", "false");
    }

    /* -- by keyboard -- */

    pressed(event) {
      const card = event.target.closest("[data-card]");
      if (!card || event.target.method !== "post") return;
      event.preventDefault();
      if (this.moving && this.moving.card === card) this.settle();
      else this.lift(card);
    }

    lift(card) {
      if (this.moving) this.putBack();
      this.moving = { card, from: this.columnOf(card), before: card.nextElementSibling };
      card.classList.add("moving");
      this.buttonOf(card).setAttribute("aria-pressed", "true");
      this.undoButton.hidden = true;
      this.say(this.words.lifted, card, this.moving.from);
    }

    keyed(event) {
      if (!this.moving) {
        const undoing = event.key === "z" && (event.ctrlKey || event.metaKey) && this.last;
        if (undoing) event.preventDefault();
        if (undoing) this.undo();
        return;
      }
      const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
      if (event.key === "Escape") this.putBack(true);
      else if (event.key in steps) this.step(steps[event.key]);
      else return;
      event.preventDefault();
    }

    step(by) {
      const { card, from } = this.moving;
      const columns = this.columns();
      const target = columns[columns.indexOf(this.columnOf(card)) + by];
      if (!target) return;
      this.place(card, target);
      this.holdFocus(card);
      this.say(this.words.step, card, from, target);
    }

    settle() {
      const { card, from, before } = this.moving;
      const to = this.columnOf(card);
      this.release();
      if (to === from) this.say(this.words.cancelled, card);
      else this.save(card, { from, to, before });
    }

    putBack(keepFocus = false) {
      const { card, from, before } = this.moving;
      this.place(card, from, before || null);
      if (!before) (from.querySelector("ul, ol") || from).append(card);
      this.release();
      if (keepFocus) this.holdFocus(card);
      this.say(this.words.cancelled, card);
    }

    release() {
      const { card } = this.moving;
      this.moving = null;
      card.classList.remove("moving");
      this.buttonOf(card).setAttribute("aria-pressed", "false");
    }

    holdFocus(card) {
      this.holding = true; // moving a node in the page takes the focus from it
      this.buttonOf(card).focus();
      card.scrollIntoView({ block: "nearest", inline: "nearest" });
      this.holding = false;
    }

    left(event) {
      if (!this.moving || this.holding || !event.relatedTarget) return;
      if (!this.moving.card.contains(event.relatedTarget)) this.putBack();
    }

    /* -- by mouse -- */

    dragged(event) {
      const card = event.target.closest("[data-card]");
      if (!card) return;
      if (this.moving) this.putBack();
      this.carried = card;
      card.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.name || "");
    }

    hovered(event) {
      const column = event.target.closest("[data-column]");
      if (!this.carried || !column) return;
      event.preventDefault();
      for (const other of this.columns()) other.classList.toggle("over", other === column);
    }

    rested() {
      if (this.carried) this.carried.classList.remove("dragged");
      for (const column of this.columns()) column.classList.remove("over");
      this.carried = null;
    }

    dropped(event) {
      const card = this.carried;
      const to = event.target.closest("[data-column]");
      if (!card || !to) return;
      event.preventDefault();
      const from = this.columnOf(card);
      const before = card.nextElementSibling;
      this.rested();
      if (from === to) return;
      this.place(card, to);
      this.save(card, { from, to, before });
    }

    /* -- the server has the last word -- */

    async save(card, { from, to, before }, undoing = false) {
      this.holdFocus(card);
      this.say(this.words.saving, card, from, to);
      try {
        await this.post(card, to.dataset.column);
        this.say(undoing ? this.words.undone : this.words.moved, card, from, to);
        this.last = undoing ? null : { card, from, to };
        this.undoButton.hidden = undoing;
        card.dispatchEvent(new CustomEvent("simmitt:moved", { bubbles: true, detail: { to: to.dataset.column } }));
      } catch (fault) {
        this.place(card, from, before);
        this.refuse(card, fault.message);
        this.holdFocus(card);
      }
    }

    async post(card, stage) {
      const form = card.querySelector("form");
      const select = form.querySelector("select");
      const content = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") content.append(name, value);
      content.set(select ? select.name : "stage", stage);
      const answer = await fetch(form.action, {
        method: "POST",
        credentials: "same-origin",
        keepalive: true, // a move made just before the page is left counts too
        headers: { "X-Requested-With": "fetch", Accept: "application/json" },
        body: content,
      }).catch(() => {
        throw new Error(this.words.offline || "");
      });
      if (!answer.ok) throw new Error(await reasonIn(answer));
      await renew(form, answer);
      if (select) select.value = stage;
    }

    undo() {
      const { card, from, to } = this.last || {};
      if (!card) return;
      this.undoButton.hidden = true;
      const before = card.nextElementSibling;
      this.place(card, from);
      this.save(card, { from: to, to: from, before }, true);
    }
  }

  /* The reason is what the server wrote for people: {"reason": "…"}. */
  async function reasonIn(answer) {
    try {
      return (await answer.json()).reason || "";
    } catch {
      return "";
    }
  }

  /* The server may hand back fresh values of hidden fields, such as the row's version. */
  async function renew(form, answer) {
    let fields = {};
    try {
      fields = (await answer.json()).fields || {};
    } catch {
      return;
    }
    for (const [name, value] of Object.entries(fields)) {
      const field = form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`);
      if (field) field.value = value;
    }
  }

  for (const root of document.querySelectorAll("[data-board]")) new Board(root);
})();
