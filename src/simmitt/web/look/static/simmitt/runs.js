/* How far a run has come: the card is asked for again every other second, and only what differs in it is
   written. Without this script the card has a link that does the same. */
(function () {
  "use strict";

  const EVERY_MS = 1500;
  const MOST_FAULTS = 20;

  class RunCard {
    constructor(card) {
      this.card = card;
      this.faults = 0;
      document.addEventListener("visibilitychange", () => this.ask());
      this.later();
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), EVERY_MS);
    }

    async ask() {
      // A page that nobody looks at asks nothing; it asks as soon as somebody does.
      if (document.hidden || this.asking) return;
      this.asking = true;
      try {
        this.lay(await this.fetched());
        this.faults = 0;
      } catch {
        this.faults += 1;
      } finally {
        this.asking = false;
      }
      if (this.faults < MOST_FAULTS && !this.over) this.later();
    }

    async fetched() {
      const answer = await fetch(this.card.dataset.run, { credentials: "same-origin" });
      // Whoever has been signed out meanwhile is sent elsewhere.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    }

    lay(told) {
      if (told.querySelector("[data-run-over]")) {
        this.over = true;
        window.location.reload();
        return;
      }
      for (const part of this.card.querySelectorAll("[data-part]")) {
        const now = told.querySelector(`[data-part="${part.dataset.part}"]`);
        // Written only where it differs: what is read aloud is read once.
        if (now && now.innerHTML !== part.innerHTML) part.innerHTML = now.innerHTML;
      }
    }
  }

  for (const card of document.querySelectorAll("[data-run]")) new RunCard(card);
})();
