"""The command of a process that sets parts: pickled parts on standard input, set parts on standard output."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys

from publisher.errors import PublisherError
from publisher.render.pdf.engine import load_weasyprint
from publisher.render.pdf.setting import Part, SetPart, set_part


def main() -> None:
    """Set parts until the input ends. What is printed meanwhile goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it and stops us
    gc.disable()  # a layout is millions of objects, searched again and again for cycles while it is made
    load_weasyprint()  # while the first part is being prepared
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            part: Part = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: SetPart | PublisherError = set_part(part)
        except PublisherError as error:
            answer = error
        pickle.dump(answer, answers)
        answers.flush()
        del part, answer
        gc.collect()


if __name__ == "__main__":
    main()
