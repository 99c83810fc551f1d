"""Another process on the same store, run by the tests as a script. Verbs:

die FOLDER CHANGE BASED_ON STEP           publish a pickled change, killed at a step
withdraw FOLDER WITHDRAWAL BASED_ON STEP  the same of a withdrawal, with what originals held
purge FOLDER PURGE STEP COUNT             purge an upload, killed when it comes to a step so often
fail FOLDER CHANGE BASED_ON BYTES         publish while no file may grow beyond BYTES
intrude FOLDER CHANGE BASED_ON            publish and read as a user who may not write
read FOLDER LAST                          read until publication LAST is in force
write FOLDER DECISIONS                    publish pickled decisions, one by one
"""

import os
import pickle
import resource
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from tracker.errors import TrackerError
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.store import Store, WithdrawUpload

ACTOR = Actor("bo", "Bo Berg", Role.OWNER, frozenset({ALL_ORGANISATIONS}))
ANALYST = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))


def clock():
    return datetime(2025, 1, 17, tzinfo=UTC)


def die(folder, change, based_on, step):
    def at_step(reached):
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    publish(Store(folder, clock, at_step=at_step), change, based_on)


def withdraw(folder, withdrawal, based_on, step):
    upload, reason, at, tables = load(withdrawal)
    change = WithdrawUpload(upload, reason, ACTOR.person, at, lambda one, *_: tables[one.id])

    def at_step(reached):
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    publish_change(Store(folder, clock, at_step=at_step), change, based_on)


def purge(folder, given, step, count):
    upload, tables = load(given)
    left = int(count)

    def at_step(reached):
        nonlocal left
        left -= reached == step
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    store = Store(folder, clock, at_step=at_step)
    store.purge(upload, "Innehöll personuppgifter.", ACTOR, lambda one, *_: tables[one.id])
    say("purged")


def fail(folder, change, based_on, limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    publish(Store(folder, clock), change, based_on)


def intrude(folder, change, based_on):
    pickled = load(change)
    Store(folder, clock).at()  # what Python reads late may lie where only root can read
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    store = Store(folder, clock)
    try:
        say(f"reads {store.at().number}")
    except TrackerError as error:
        say(f"refused {error.code}")
    publish_change(store, pickled, based_on)


def read(folder, last):
    store, seen = Store(folder, clock), 0
    while seen < int(last):
        snapshot = store.at()
        # Publication n holds decisions 2..n; neither half of one nor an older one is ever seen.
        assert snapshot.number >= seen
        assert len(snapshot.decisions(ANALYST)) == snapshot.number - 1
        assert snapshot.observations(ANALYST).num_rows == 0
        if snapshot.number > seen:
            seen = snapshot.number
            say(f"read {seen}")


def write(folder, decisions):
    store = Store(folder, clock)
    changes = load(decisions)
    say("ready")
    sys.stdin.readline()
    for change in changes:
        store.publish(change, ACTOR, based_on=store.current())
    say("done")


def publish(store, change, based_on):
    publish_change(store, load(change), based_on)


def load(path):
    with open(path, "rb") as file:
        [given] = pickle.load(file)
    return given


def publish_change(store, change, based_on):
    try:
        say(f"published {store.publish(change, ACTOR, based_on=int(based_on)).number}")
    except TrackerError as error:
        say(f"refused {error.code}")


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    verb, folder, *rest = sys.argv[1:]
    verbs = (die, withdraw, purge, fail, intrude, read, write)
    {v.__name__: v for v in verbs}[verb](Path(folder), *rest)
