/* Lets some weeks of a simulated factory pass by: dots are orders, boxes are stations. The pictures share one clock,
   so that today and the plan are seen side by side. Whoever wants less motion moves the clock by hand. */
(function () {
  "use strict";

  const WEEK = 7 * 24 * 60;
  const BOX = { width: 150, height: 62, gap: 26, pile: 78 };
  const DOT = 4;
  const MOST_DOTS = 60;

  class Scene {
    constructor(canvas, told, scene, words) {
      this.canvas = canvas;
      this.told = told;
      this.words = words;
      this.rank = new Map(told.along_the_way.map((station, place) => [station, place]));
      this.orders = scene.orders;
      this.fit();
    }

    /* As many boxes in a row as there is room for; on a phone they stand below one another. */
    fit() {
      const width = this.canvas.parentElement.clientWidth;
      const each = BOX.width + BOX.pile + BOX.gap;
      this.columns = Math.max(1, Math.floor(width / each));
      const rows = Math.ceil(this.told.stations.length / this.columns);
      const scale = window.devicePixelRatio || 1;
      const height = rows * (BOX.height + BOX.gap) + BOX.gap;
      this.canvas.style.setProperty("height", `${height}px`);
      this.canvas.width = width * scale;
      this.canvas.height = height * scale;
      this.pen = this.canvas.getContext("2d");
      this.pen.setTransform(scale, 0, 0, scale, 0, 0);
      this.size = { width, height };
    }

    /* Where every order is at a minute: at work at a station, or waiting before the next. */
    at(minute) {
      const waiting = this.told.stations.map(() => 0);
      const working = this.told.stations.map(() => 0);
      for (const visits of this.orders) {
        if (visits[0][1] > minute) continue;
        for (let k = 1; k < visits.length; k++) {
          const [station, from, until] = visits[k];
          if (minute < from) {
            waiting[station]++;
            break;
          }
          if (minute < until) {
            working[station]++;
            break;
          }
        }
      }
      return { waiting, working };
    }

    draw(minute) {
      const { waiting, working } = this.at(minute);
      const longest = Math.max(...waiting);
      this.pen.clearRect(0, 0, this.size.width, this.size.height);
      this.told.stations.forEach((station, n) => {
        this.station(station, this.place(n), waiting[n], working[n], longest > 0 && waiting[n] === longest);
      });
    }

    place(n) {
      const rank = this.rank.get(n);
      const row = Math.floor(rank / this.columns);
      const column = rank % this.columns;
      return {
        x: column * (BOX.width + BOX.pile + BOX.gap) + BOX.pile + 8,
        y: BOX.gap + row * (BOX.height + BOX.gap),
      };
    }

    station(station, at, waiting, working, isLongest) {
      const pen = this.pen;
      const colour = colours();
      pen.lineWidth = isLongest ? 3 : 1.5;
      pen.strokeStyle = isLongest ? colour.rust : colour.edge;
      pen.strokeRect(at.x, at.y, BOX.width, BOX.height);
      pen.fillStyle = colour.ink;
      pen.font = `600 14px ${colour.font}`;
      pen.fillText(shortened(pen, station.name, BOX.width - 16), at.x + 8, at.y + 20);
      pen.font = `13px ${colour.font}`;
      pen.fillStyle = isLongest ? colour.rust : colour.ink2;
      pen.fillText(this.words.waiting.replace("{count}", waiting), at.x + 8, at.y + BOX.height - 10);
      pen.fillStyle = colour.river;
      for (let k = 0; k < Math.min(working, 12); k++) this.dot(at.x + 14 + k * 11, at.y + 34);
      pen.fillStyle = isLongest ? colour.rust : colour.ink2;
      for (let k = 0; k < Math.min(waiting, MOST_DOTS); k++) {
        this.dot(at.x - 10 - Math.floor(k / 6) * 9, at.y + 8 + (k % 6) * 9.5);
      }
    }

    dot(x, y) {
      this.pen.beginPath();
      this.pen.arc(x, y, DOT, 0, 2 * Math.PI);
      this.pen.fill();
    }
  }

  class Motion {
    constructor(root, told) {
      this.root = root;
      this.words = root.dataset;
      this.length = told.weeks * WEEK;
      this.minute = 0;
      this.button = root.querySelector("[data-motion-play]");
      this.clock = root.querySelector("[data-motion-clock]");
      this.slider = root.querySelector("[data-motion-at]");
      this.speed = root.querySelector("[data-motion-speed]");
      const pictures = [...root.querySelectorAll("[data-motion-scene]")];
      this.scenes = pictures.map(
        (canvas) => new Scene(canvas, told, told.scenes[canvas.dataset.motionScene], this.words)
      );
      this.button.addEventListener("click", () => this.turn(!this.playing));
      this.slider.addEventListener("input", () => this.go((this.slider.value / 1000) * this.length));
      window.addEventListener("resize", () => {
        for (const scene of this.scenes) scene.fit();
        this.go(this.minute);
      });
      this.go(0);
      if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) this.turn(true);
    }

    turn(on) {
      this.playing = on;
      this.button.textContent = on ? this.words.pause : this.words.play;
      if (!on) return;
      if (this.minute >= this.length) this.minute = 0;
      this.last = null;
      requestAnimationFrame((now) => this.step(now));
    }

    step(now) {
      if (!this.playing) return;
      const passed = this.last === null ? 0 : now - this.last;
      this.last = now;
      // At middle speed a day passes in some two seconds.
      this.go(this.minute + (passed / 1000) * 60 * Number(this.speed.value) * 3);
      if (this.minute >= this.length) this.turn(false);
      else requestAnimationFrame((next) => this.step(next));
    }

    go(minute) {
      this.minute = Math.min(Math.max(minute, 0), this.length);
      this.slider.value = (this.minute / this.length) * 1000;
      const told = this.told(this.minute);
      this.clock.textContent = told;
      this.slider.setAttribute("aria-valuetext", told);
      for (const scene of this.scenes) scene.draw(this.minute);
    }

    told(minute) {
      const two = (number) => String(number).padStart(2, "0");
      const hours = Math.floor(minute / 60);
      return this.words.clock
        .replace("{week}", Math.floor(minute / WEEK) + 1)
        .replace("{day}", (Math.floor(hours / 24) % 7) + 1)
        .replace("{time}", `${two(hours % 24)}.${two(Math.floor(minute % 60))}`);
    }
  }

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(`--${name}`).trim();
    return {
      ink: token("ink"), ink2: token("ink2"), edge: token("edge"), river: token("river"), rust: token("rust"),
      font: token("body") || "sans-serif",
    };
  }

  function shortened(pen, text, width) {
    if (pen.measureText(text).width <= width) return text;
    let short = text;
    while (short && pen.measureText(`${short}…`).width > width) short = short.slice(0, -1);
    return `${short}…`;
  }

  for (const root of document.querySelectorAll("[data-motion]")) {
    fetch(root.dataset.motion, { credentials: "same-origin" })
      .then((answer) => answer.json())
      .then((told) => new Motion(root, told));
  }
})();
