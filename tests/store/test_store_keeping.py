from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pandas.testing import assert_frame_equal

from mapper.errors import InputError
from mapper.layers.columns import EVENT_COLUMNS
from mapper.layers.frames import events_frame
from mapper.merge import merge
from mapper.pipeline import run
from mapper.store import Correction, FeedState, Near, Selection, add, correct, events_table, keep, open_store, refresh

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.pipeline import Tools
    from mapper.records import Article
    from mapper.store import Store


def test_a_store_gives_what_merging_the_articles_gives(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles, tools)
    at_once = events_frame(merge([event for result in run(articles, tools) for event in result.events]))
    kept = events_table(store)
    order = ["event_id"]
    assert_frame_equal(
        kept[[*EVENT_COLUMNS, "geometry"]].sort_values(order, ignore_index=True), at_once.sort_values(order, ignore_index=True)
    )


def test_articles_added_one_by_one_give_what_all_at_once_give(
    store: Store, tmp_path_factory: pytest.TempPathFactory, articles: list[Article], tools: Tools
) -> None:
    for article in articles:
        add(store, [article], tools)
        refresh(store)
    whole = open_store(tmp_path_factory.mktemp("whole") / "whole.gpkg", create=True)
    add(whole, articles, tools)
    assert_frame_equal(events_table(store), events_table(whole))
    whole.close()


def test_the_same_article_twice_changes_nothing(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles, tools)
    before, revision = events_table(store), store.revision()
    again = add(store, articles, tools)
    assert (again.new, again.changed, again.known) == (0, 0, 3)
    assert store.revision() == revision
    assert_frame_equal(events_table(store), before)


def test_an_article_that_comes_again_with_another_text_takes_the_place_of_the_first(
    store: Store, articles: list[Article], tools: Tools
) -> None:
    add(store, articles, tools)
    assert "deployment" in set(events_table(store)["event_type"])
    added = add(store, [replace(articles[2], text="Nothing happened at the market in Lima.")], tools)
    assert added.changed == 1
    assert store.counts().articles == 3
    assert "deployment" not in set(events_table(store)["event_type"])


def test_two_papers_in_two_languages_are_one_event_with_two_reports(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles, tools)
    crossing = events_table(store).query("event_type == 'crossing'")
    assert crossing["n_sources"].tolist() == [2]


def test_what_came_after_a_revision_is_new(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles[:2], tools)
    seen = store.revision()
    add(store, articles[2:], tools)
    table = events_table(store, new_since=seen)
    assert set(table.loc[table["is_new"], "event_type"]) == {"deployment"}


def test_a_further_report_does_not_make_an_event_new(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles[:1], tools)
    seen = store.revision()
    add(store, articles[1:2], tools)
    assert not events_table(store, new_since=seen)["is_new"].any()


def test_only_the_stretch_of_days_around_a_change_is_merged_anew(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles[:1], tools)
    refresh(store)
    add(store, [replace(articles[1], article_id="later", published="2026-06-01")], tools)
    assert len(events_table(store)) == 2


def test_a_report_that_comes_between_two_stretches_of_days_is_merged_with_both(
    store: Store, told: Callable[..., Article], tools: Tools
) -> None:
    text = "At least 120 people tried to cross from Chile into Peru near the Santa Rosa border complex on {}."
    days = ("2 March 2026", "30 March 2026", "16 March 2026", "4 March 2026", "29 March 2026")
    articles = [told(day, text.format(day), published="2026-04-01") for day in days]
    for article in articles:
        add(store, [article], tools)
        refresh(store)
    at_once = events_frame(merge([event for result in run(articles, tools) for event in result.events]))
    assert events_table(store)["reports"].tolist() == at_once["reports"].tolist()


@pytest.mark.parametrize(
    ("selection", "types"),
    [
        (Selection(types=("crossing",)), {"crossing"}),
        (Selection(statuses=("announced",)), {"deployment"}),
        (Selection(until="2026-03-15"), {"crossing"}),
        (Selection(since="2026-03-17"), {"deployment"}),
        (Selection(since="2027-01-01"), set()),
        (Selection(near=Near(lon=-70.3165, lat=-18.3075, km=5)), {"crossing", "deployment"}),
        (Selection(near=Near(lon=-70.3165, lat=-18.3075, km=5), types=("policy",)), set()),
        (Selection(near=Near(lon=-77.03, lat=-12.05, km=50)), set()),
        (Selection(near=Near(lon=-70.3165, lat=-18.3075, km=19_000)), {"crossing", "deployment"}),
    ],
)
def test_events_are_chosen_by_date_type_status_and_distance(
    store: Store, articles: list[Article], tools: Tools, selection: Selection, types: set[str]
) -> None:
    add(store, articles, tools)
    assert set(events_table(store, selection)["event_type"]) == types


def test_a_correction_holds_on_every_later_run(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles[:1], tools)
    event_id = events_table(store)["event_id"].iloc[0]
    told = {"event_id": event_id, "made_by": "R. Quispe", "made_on": "2026-03-20"}
    correct(store, [Correction(action="edit", column="count_min", value="150", **told)])
    add(store, articles[1:], tools)
    crossing = events_table(store).query("event_type == 'crossing'").iloc[0]
    assert (crossing["count_min"], crossing["n_reports"]) == (150, 2)
    assert crossing["corrected"] == "count_min set by R. Quispe, 2026-03-20"


def test_what_is_dropped_stays_dropped_until_it_is_confirmed(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles[:1], tools)
    event_id = events_table(store)["event_id"].iloc[0]
    correct(store, [Correction(event_id=event_id, action="drop", made_by="A", made_on="2026-03-20")])
    add(store, articles[1:2], tools)
    assert len(events_table(store)) == 0
    correct(store, [Correction(event_id=event_id, action="confirm", made_by="B", made_on="2026-03-21")])
    assert events_table(store)["confidence"].tolist() == [1.0]


def test_a_correction_applied_twice_is_kept_once(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles, tools)
    one = Correction(event_id=events_table(store)["event_id"].iloc[0], action="confirm", made_by="A", made_on="2026-03-20")
    assert (correct(store, [one]), correct(store, [one])) == (1, 0)


def test_a_correction_of_an_unknown_event_is_refused(store: Store, articles: list[Article], tools: Tools) -> None:
    add(store, articles, tools)
    with pytest.raises(InputError, match="there is no event nowhere"):
        correct(store, [Correction(event_id="nowhere", action="drop", made_by="A", made_on="2026-03-20")])


def test_hostile_words_are_kept_as_words(store: Store, told: Callable[..., Article], tools: Tools) -> None:
    text = "'; DROP TABLE events; -- $1 %s :x {}\x00\ud800 At least 120 people tried to cross from Chile into Peru near Santa Rosa."
    article = replace(told("'); DELETE FROM articles; --\x00", text), title="\x00\ud800%(name)s")
    add(store, [article], tools)
    assert add(store, [article], tools).known == 1
    assert store.counts().articles == 1
    assert len(events_table(store)) == store.counts().events


def test_an_error_in_the_middle_of_a_transaction_keeps_nothing_of_it(store: Store, articles: list[Article], tools: Tools) -> None:
    result = next(run(articles, tools))

    def stumble() -> None:
        with store.transaction():
            store.put_article(result.article, "f", result.events)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert (store.counts().articles, store.revision()) == (0, 0)


def test_two_that_have_it_open_see_each_others_articles(address: str, store: Store, articles: list[Article], tools: Tools) -> None:
    other = open_store(address)
    add(store, articles[:1], tools)
    assert add(other, articles, tools).known == 1
    assert_frame_equal(events_table(store), events_table(other))
    other.close()


def test_an_article_without_events_is_kept_too(store: Store, told: Callable[..., Article]) -> None:
    assert keep(store, told("x", "Rain in Lima."), ()) is None
    assert store.fingerprint("x") is not None


def test_the_state_of_a_feed_comes_back(store: Store) -> None:
    state = FeedState(url="https://news.example/feed", etag='"a"', last_modified=None, failures=2, not_before="2026-03-14T10:00:00+00:00")
    assert store.feed(state.url) == FeedState(url=state.url)
    with store.transaction():
        store.put_feed(state)
        store.put_shown(7)
    assert (store.feed(state.url), store.shown()) == (state, 7)


def test_a_store_that_is_not_there_is_not_made_by_reading(address: str) -> None:
    with pytest.raises(InputError, match="mapper store add makes it"):
        open_store(address)
