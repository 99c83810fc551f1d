"""A writer that dies, and processes that work at the same time."""

import signal

import pytest

from tracker.store import Store

STEPS = [
    "locked",
    "copied",
    "blob_written",
    "applied",
    "verified",
    "checkpointed",
    "synced",
    "renamed",
    "switched",
]
OLD = {"2024-01": 7, "2024-02": 8, "2024-03": 6}
NEW = {"2024-01": 7, "2024-02": 8, "2024-03": 11, "2024-04": 12}


@pytest.mark.parametrize("step", STEPS)
def test_a_writer_killed_at_any_step_leaves_the_old_or_the_new_record_whole(
    store_with_two_uploads, folder, clock, accept, actor, child, counts, step
):
    killed = child("die", accept({"2024-03": 11, "2024-04": 12}), 3, step)
    assert killed.wait() == -signal.SIGKILL

    store = Store(folder, clock)
    in_force = step == "switched"
    assert store.current() == (4 if in_force else 3)
    assert counts(store.at()) == (NEW if in_force else OLD)
    # An interrupted write is told from harm: it is either not begun or called unfinished.
    announced = STEPS.index(step) > STEPS.index("verified")
    assert [p.code for p in store.verify()] == ["publication_unfinished"] * announced

    number = store.publish(accept({"2024-05": 13}), actor, based_on=store.current()).number
    assert number == (5 if in_force else 4)
    assert counts(store.at()) == (NEW if in_force else OLD) | {"2024-05": 13}
    assert store.verify() == ()
    assert not list(folder.rglob("*.new*"))
    assert len(list(folder.glob("*.duckdb"))) == number


@pytest.mark.parametrize("step", ["applied", "renamed"])  # the same steps as above, other rows
def test_entries_of_a_writer_killed_at_any_step_are_all_on_record_or_none(
    defined_store, folder, clock, entry, record, actor, analyst, child, step
):
    old, new = entry(title="Gammal"), entry(title="Ny")
    defined_store.publish(record(old), actor, based_on=1)
    killed = child("die", record(new, entry("note", "andra")), 2, step)
    assert killed.wait() == -signal.SIGKILL

    store = Store(folder, clock)
    in_force = step == "switched"
    said = [recorded.entry for recorded in store.at().entries(analyst)]
    assert said == ([new, entry("note", "andra")] if in_force else [old])

    store.publish(record(entry("event", "tredje")), actor, based_on=store.current())
    assert len(store.at().entries(analyst)) == (3 if in_force else 2)
    assert store.verify() == ()
    assert not list(folder.rglob("*.new*"))


@pytest.mark.parametrize("step", ["copied", "renamed", "switched"])
def test_the_first_publication_can_be_interrupted_too(
    empty_store, folder, clock, definitions, child, step
):
    from tracker.store import ApplyDefinitions

    assert child("die", ApplyDefinitions(definitions), 0, step).wait() == -signal.SIGKILL
    store = Store(folder, clock)
    store.create()  # ends what was unfinished
    assert store.current() == (1 if step == "switched" else 0)
    assert store.verify() == ()
    assert len(list(folder.glob("*.duckdb"))) == store.current()
    assert not list(folder.rglob("*.new*"))


@pytest.mark.by_hand
def test_a_reader_reads_through_fifty_publications(defined_store, decide, actor, child):
    reader = child("read", 51)
    assert reader.stdout.readline() == "read 1\n"
    for number in range(1, 51):
        defined_store.publish(decide(number % 3 + 1), actor, based_on=number)
        if number == 25:
            reader.stdout.readline()  # it has read something since
    assert reader.wait() == 0
    assert reader.stdout.read().splitlines()[-1] == "read 51"


def test_two_writers_at_once_lose_nothing(defined_store, decide, child, analyst):
    changes = {area: [decide(1, area) for _ in range(8)] for area in ("gottsunda", "centrum")}
    writers = [child("write", changes[area]) for area in changes]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.stdout.readline() == "done\n"
    recorded = {d.id for d in defined_store.at().decisions(analyst)}
    assert recorded == {c.decision.id for made in changes.values() for c in made}
    assert [p.number for p in defined_store.log()] == list(range(1, 18))
    assert defined_store.verify() == ()


def test_two_writers_of_entries_at_once_lose_nothing(defined_store, entry, record, child, analyst):
    writers = [
        child("write", [record(entry("note", f"{name}{n}")) for n in range(8)])
        for name in ("anna", "bertil")
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.stdout.readline() == "done\n"
    recorded = [r.entry.id for r in defined_store.at().entries(analyst)]
    assert sorted(recorded) == sorted(f"{name}{n}" for name in ("anna", "bertil") for n in range(8))
    assert [p.number for p in defined_store.log()] == list(range(1, 18))
    assert defined_store.verify() == ()
