"""`python -m fairseat.simulate`: adds simulated students to a running product."""

import argparse
import os
import sys
import time
from pathlib import Path

import httpx

from fairseat.simulate.door import Turned
from fairseat.simulate.play import Play, perform
from fairseat.simulate.stage import Organizer, organizer_of

INTERRUPTED = 130  # exit status that shells give for Ctrl-C


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "fairseat" / "simulate"


def _parser() -> argparse.ArgumentParser:
    data = Path(os.environ.get("FAIRSEAT_DATA", "data"))
    parser = argparse.ArgumentParser(prog="fairseat simulate", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the product runs")
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=30, help="how long they sit")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same misconduct")
    parser.add_argument("--demo", type=Path, default=data / "demo.json", help="accounts of the demo")
    parser.add_argument("--email", help="organizer's account, instead of the demo's")
    parser.add_argument("--password")
    parser.add_argument("--exam", help="id of the exam; default: the demo's")
    parser.add_argument("--cache", type=Path, default=_cache(), help="where encoded pictures are kept")
    return parser


def _organizer(options: argparse.Namespace) -> Organizer:
    if options.email:
        return Organizer(options.email, options.password or "", options.exam)
    known = organizer_of(options.demo)
    return Organizer(known.email, known.password, options.exam or known.exam)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        organizer = _organizer(options)
        play = Play(options.url, organizer, options.students, options.minutes, options.seed, options.cache)
        perform(play, _say)
    except FileNotFoundError:
        return _fail(f"{options.demo} is not there: start the demo first, or give --email and --password.")
    except httpx.TransportError as error:
        return _fail(f"Nobody answers at {options.url} ({error}). Is the product running?")
    except Turned as no:
        return _fail(str(no))
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
