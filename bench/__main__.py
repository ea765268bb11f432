"""`python -m bench`: measures everything, or the named parts, prints one table and writes bench/results.json."""

import argparse
import sys
from collections.abc import Callable
from typing import Any

from bench.alerts import measure_alerts
from bench.browser import measure_browser
from bench.relay import measure_relay
from bench.report import measure_report
from bench.tables import save, table
from bench.trackers import measure_trackers

Part = Callable[[argparse.Namespace], dict[str, Any]]
PARTS: dict[str, Part] = {
    "alerts": lambda o: measure_alerts(o.students),
    "relay": lambda o: measure_relay(o.streams),
    "browser": lambda o: measure_browser(),
    "report": lambda o: measure_report(),
    "trackers": lambda o: measure_trackers(),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--students", type=int, default=5000, help="of the part alerts")
    parser.add_argument("--streams", type=int, default=400, help="of the part relay")
    return parser


def main() -> int:
    options = _parser().parse_args()
    results: dict[str, dict[str, Any]] = {}
    failed = False
    for name in options.parts or PARTS:
        print(f"{name} ...", flush=True)
        try:
            results[name] = PARTS[name](options)
            save(results)
        except Exception as error:  # one part that cannot be measured must not hide the others
            failed = True
            print(f"  {name} could not be measured: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
    print(table(results))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
