from app.lru import ByteLRU


def test_the_bound_holds_and_the_least_used_goes_first() -> None:
    cache: ByteLRU[str, int] = ByteLRU(100)
    for name, value in (("a", 1), ("b", 2), ("c", 3)):
        cache.put(name, value, 40)
        cache.get("a")
    assert ("a" in cache, "b" in cache, "c" in cache, cache.num_bytes) == (True, False, True, 80)


def test_a_value_larger_than_the_bound_is_kept_alone() -> None:
    cache: ByteLRU[str, int] = ByteLRU(10)
    cache.put("small", 1, 5)
    cache.put("huge", 2, 50)
    assert (len(cache), cache.get("huge"), cache.get("small")) == (1, 2, None)


def test_replacing_and_dropping_give_the_bytes_back() -> None:
    cache: ByteLRU[str, int] = ByteLRU(100)
    cache.put("a", 1, 40)
    cache.put("a", 2, 10)
    assert cache.num_bytes == 10
    cache.drop("a")
    cache.drop("a")
    assert cache.num_bytes == 0
    cache.put("b", 1, 10)
    cache.clear()
    assert (len(cache), cache.num_bytes) == (0, 0)
