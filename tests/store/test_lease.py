"""Leases: one source is never refreshed twice at once, by threads or by processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from feeds.store import Store
from tests.store.building import MINUTE, NOW, find, outcome

SECOND = timedelta(seconds=1)


def test_a_leased_source_can_be_leased_by_nobody_not_even_its_holder(store: Store) -> None:
    assert store.lease("news", "me", NOW, 60)
    assert not store.lease("news", "me", NOW, 60)
    assert not store.lease("news", "you", NOW + 59 * SECOND, 60)
    assert store.lease("other", "you", NOW, 60)


def test_a_released_source_is_free(store: Store) -> None:
    store.lease("news", "me", NOW, 60)
    store.release("news", "me")
    assert store.lease("news", "you", NOW, 60)


def test_a_lease_may_end_with_the_save(store: Store) -> None:
    for holder, free in (("you", False), ("me", True)):
        store.lease("news", "me", NOW, 60)
        store.save(outcome(), releasing=holder)
        assert store.lease("news", "other", NOW, 60) is free


def test_only_its_holder_can_release_a_source(store: Store) -> None:
    store.lease("news", "me", NOW, 60)
    store.release("news", "you")
    store.release_all("you")
    assert not store.lease("news", "you", NOW, 60)


def test_the_lease_of_a_holder_that_died_expires(store: Store) -> None:
    store.lease("news", "dead", NOW, 60)
    assert store.lease("news", "me", NOW + MINUTE, 60)


def test_renewing_keeps_all_that_is_held_and_nothing_else(store: Store) -> None:
    for name in ("a", "b"):
        store.lease(name, "me", NOW, 60)
    store.lease("c", "you", NOW, 60)
    store.renew_all("me", NOW + 50 * SECOND, 60)
    later = NOW + 100 * SECOND
    assert [store.lease(name, "other", later, 60) for name in "abc"] == [False, False, True]


def test_holders_are_those_whose_leases_were_never_given_back(store: Store) -> None:
    store.lease("a", "dead", NOW, 60)
    store.lease("b", "dead", NOW, 60)
    store.lease("c", "me", NOW, 60)
    store.release("c", "me")
    assert store.holders() == {"dead"}
    store.release_all("dead")
    assert store.holders() == frozenset()


def test_a_lease_touches_no_state_and_a_save_touches_no_lease(store: Store) -> None:
    store.save(outcome(find()))
    before = store.state("news")
    store.lease("news", "me", NOW, 60)
    assert store.state("news") == before
    store.save(outcome(find()))
    assert not store.lease("news", "you", NOW, 60)


def test_a_lease_alone_is_no_refresh(store: Store) -> None:
    store.lease("news", "me", NOW, 60)
    assert store.states() == []


def test_of_many_threads_one_gets_the_lease(store: Store) -> None:
    ready = threading.Barrier(8)

    def compete(name: str) -> bool:
        ready.wait()
        return store.lease("news", name, NOW, 60)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(compete, map(str, range(8)))) == 1


COMPETE = """
import sys
from feeds.store import Store
from tests.store.building import NOW
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(200):
        if store.lease(f"source-{number}", sys.argv[2], NOW, 60):
            print(number)
"""


def test_of_two_processes_one_gets_each_lease(address: str) -> None:
    Store.open(address).close()
    pipe = subprocess.PIPE
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", COMPETE, address, name], stdin=pipe, stdout=pipe, text=True
        )
        for name in ("me", "you")
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    got = [process.communicate()[0].split() for process in processes]
    assert sorted(int(number) for numbers in got for number in numbers) == list(range(200))
