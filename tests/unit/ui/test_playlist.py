from collections.abc import Sequence

from ui.playlist import Playlist


def play(playlist: Playlist, paths: Sequence[str], start: str, count: int) -> list[str | None]:
    playlist.set_paths(paths, {path: row for row, path in enumerate(paths)})
    playlist.restart(start)
    seen: list[str | None] = []
    current: str | None = start
    for _ in range(count):
        current = playlist.advance(current)
        seen.append(current)
        if current is None:
            break
    return seen


def test_straight_play_ends_at_the_end() -> None:
    assert play(Playlist(), "abcd", "b", 5) == ["c", "d", None]


def test_a_loop_begins_again() -> None:
    playlist = Playlist()
    playlist.loop = True
    assert play(playlist, "abc", "b", 4) == ["c", "a", "b", "c"]


def test_shuffle_shows_each_picture_once() -> None:
    playlist = Playlist(seed=3)
    playlist.shuffle = True
    seen = play(playlist, "abcdef", "a", 10)
    assert seen[-1] is None
    assert sorted(path for path in seen if path) == list("bcdef")


def test_a_shuffled_loop_goes_on_with_a_new_round() -> None:
    playlist = Playlist(seed=1)
    playlist.shuffle = playlist.loop = True
    seen = play(playlist, "abc", "a", 8)
    assert None not in seen
    assert all(first != second for first, second in zip(seen, seen[1:], strict=False))


def test_what_comes_next_is_told_ahead() -> None:
    playlist = Playlist(seed=5)
    playlist.shuffle = True
    playlist.set_paths("abcdef", {path: row for row, path in enumerate("abcdef")})
    playlist.restart("a")
    ahead = playlist.upcoming("a", 3)
    assert [playlist.advance("a") for _ in range(3)] == ahead


def test_a_changed_list_drops_what_is_gone_and_takes_in_what_is_new() -> None:
    playlist = Playlist(seed=2)
    playlist.shuffle = True
    playlist.set_paths("abcd", {path: row for row, path in enumerate("abcd")})
    playlist.restart("a")
    playlist.set_paths("bcxy", {path: row for row, path in enumerate("bcxy")})
    rest = []
    while (path := playlist.advance(None)) is not None:
        rest.append(path)
    assert sorted(rest) == list("bcxy")


def test_a_picture_that_left_the_list_is_followed_by_the_first() -> None:
    playlist = Playlist()
    assert play(playlist, "abc", "gone", 1) == ["a"]


def test_an_empty_list_has_no_next() -> None:
    playlist = Playlist()
    playlist.loop = True
    assert play(playlist, "", "", 1) == [None]


def test_a_paused_round_goes_on_with_what_it_has_not_shown() -> None:
    playlist = Playlist(seed=2)
    playlist.shuffle = True
    first = play(playlist, "abcdef", "a", 2)
    assert first[-1] is not None
    by_hand = playlist.upcoming(first[-1], 3)[2]
    playlist.go_on(by_hand)
    rest = [playlist.advance(by_hand) for _ in range(3)]
    assert rest[-1] is None
    assert sorted([*first, by_hand, *rest[:-1]]) == list("bcdef")
    playlist.go_on("a")
    assert len(playlist.upcoming("a", 9)) == 5
