"""A job that computes nothing and keeps to the protocol; what it does stands in ``asked.act``."""

import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def say(step: str, done: int = 0, of: int = 0) -> None:
    """Tell how far it has come."""
    told = {"step": {"sv": f"{step} på svenska", "en": f"{step} in English"}, "done": done, "of": of}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main(folder: Path) -> int:
    """Do what is asked, from where an earlier one left off."""
    job = json.loads((folder / "job.json").read_text("utf-8"))
    act: dict[str, Any] = job["asked"].get("act", {})
    if (folder / "out").exists():
        return 0
    lock = (folder / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    if act.get("deaf"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if act.get("tells_surroundings"):
        (folder / "surroundings.json").write_text(json.dumps(dict(os.environ)), "utf-8")
    if act.get("has_child"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        (folder / "child.pid").write_text(str(child.pid), "utf-8")
    if act.get("chatters"):
        sys.stdout.write("\n".join(["not a line of ours", '{"step": 3}', "[]", "x" * 200_000, ""]))
    compute(folder, act)
    if act.get("exit"):
        return int(fail(folder, act))
    publish(folder, job)
    return 0


def compute(folder: Path, act: dict[str, Any]) -> None:
    """Compute piece by piece; each piece is kept, so that it is computed once."""
    kept = folder / "checkpoint"
    kept.mkdir(exist_ok=True)
    pieces = int(act.get("pieces", 3))
    for name in act.get("steps", ("Reads", "Computes")):
        for piece in range(pieces):
            say(name, piece, pieces)
            place = kept / f"{name}-{piece}"
            if place.exists():
                continue
            time.sleep(float(act.get("sleep_s", 0)))
            with (folder / "computed.txt").open("a", encoding="utf-8") as file:
                file.write(f"{name}-{piece}\n")
            half = place.with_suffix(".half")
            half.write_text(hashlib.sha256(place.name.encode()).hexdigest(), "utf-8")
            half.replace(place)


def fail(folder: Path, act: dict[str, Any]) -> int:
    """End otherwise than well, as often as asked."""
    times = int((folder / "times").read_text()) + 1 if (folder / "times").exists() else 1
    (folder / "times").write_text(str(times))
    if times > act.get("times", 99):
        publish(folder, json.loads((folder / "job.json").read_text("utf-8")))
        return 0
    if act["exit"] == 2:
        told = {"sv": "Fil logg.csv, rad 3: trasig.", "en": "File logg.csv, row 3: broken.", "kind": "Broken"}
        (folder / "fault.json").write_text(json.dumps(told), "utf-8")
    if act["exit"] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    sys.stderr.write("a trace of what went wrong")
    return int(act["exit"])


def publish(folder: Path, job: dict[str, Any]) -> None:
    """Let the results appear, whole."""
    half = folder / "out.half"
    half.mkdir(exist_ok=True)
    kept = sorted((folder / "checkpoint").glob("*-*"))
    page = '<div class="report" lang="{}"><h2>Fynd {}</h2></div>'
    texts = {
        f"as_is.{language}.html": page.format(language, hashlib.sha256("".join(
            one.read_text() for one in kept).encode()).hexdigest())
        for language in ("sv", "en")
    }  # fmt: skip
    for name, text in texts.items():
        (half / name).write_text(text, "utf-8")
    (half / "result.json").write_text(json.dumps(result_of(job, texts), ensure_ascii=False), "utf-8")
    half.replace(folder / "out")


def result_of(job: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """Give what the database is told."""
    return {
        "kind": job["kind"],
        "simmitt": "0",
        "seed": job["seed"],
        "lead": {"sv": "M4 styr takten.", "en": "M4 sets the pace."},
        "fragments": {"as_is": {language: f"as_is.{language}.html" for language in ("sv", "en")}},
        "files": [
            {"name": name, "size": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest(),
             "media": "text/html", "label": None}
            for name, text in texts.items()
        ],
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
