"""Clues to numbers: years, ordinals, round numbers, parallel passages, arithmetic."""

from __future__ import annotations

from dataclasses import replace

from publisher.repair.glyphs.balances import find_balances
from publisher.repair.glyphs.clues import Choice, Knowledge, gather_clues
from publisher.repair.glyphs.counts import find_counts, find_ordinals
from publisher.repair.glyphs.detect import State
from publisher.repair.glyphs.numbers import solve_numbers
from publisher.repair.glyphs.parallels import find_known, find_parallels
from publisher.repair.glyphs.tokens import Token, find_tokens, split_tokens
from publisher.repair.glyphs.words import decipher_words


def make_tokens(*texts: tuple[str, str, str]) -> list[Token]:
    return [Token(line, 0, codes, left, right) for line, (left, codes, right) in enumerate(texts)]


def best(chances: dict[str, dict[str, float]], code: str) -> tuple[str, float]:
    shares = chances.get(code, {})
    return max(
        ((character, share) for character, share in shares.items()),
        key=lambda item: item[1],
        default=("", 0.0),
    )


def test_years_fix_their_digits_and_only_these() -> None:
    tokens = make_tokens(("到", '!"!"', "年，"), ("从", '!"#$', "年起"), ("共", "%&", "人，"))
    chances = solve_numbers(gather_clues(tokens, Knowledge.gather(["在2020年和2018年"])), [], [])
    assert best(chances, "!")[0] == "2"
    assert best(chances, '"')[0] == "0"
    assert best(chances, "!")[1] > 0.95
    assert best(chances, "%")[1] < 0.5


def test_series_of_numbered_paragraphs() -> None:
    texts = [("如下。", f"{code}%", "平台能力") for code in '!"#$']
    chances = solve_numbers(list(find_ordinals(make_tokens(*texts))), [], [])
    assert [best(chances, code)[0] for code in '!"#$%'] == ["1", "2", "3", "4", "."]


def test_numbers_in_brackets_count_on() -> None:
    texts = [("做三件事：（", "!", "）修书角"), ("；（", '"', "）换书集市"), ("；（", "#", "）夜间自习")]
    chances = solve_numbers(list(find_counts(make_tokens(*texts))), [], [])
    assert [best(chances, code)[0] for code in '!"#'] == ["1", "2", "3"]
    assert not list(find_counts(make_tokens(*texts[:2])))


def test_years_that_are_read_make_their_neighbours_likely() -> None:
    tokens = make_tokens(("到", '!"#$', "年，"))
    alone = solve_numbers(gather_clues(tokens, Knowledge.gather([])), [], [])
    taught = solve_numbers(gather_clues(tokens, Knowledge.gather([], ["2018", "201?"])), [], [])
    assert best(alone, "#")[1] < best(taught, "#")[1]
    assert best(taught, "#")[0] == "1"


def test_pages_within_seen_borders_are_divided_by_their_order() -> None:
    """The digits of the second font start anew, in the middle of what looks like one page."""
    first = make_tokens(*(("共", codes, "家") for codes in ('!"', "#$", "%&", "'(", ")*", "+,")))
    second = make_tokens(*(("共", codes, "家") for codes in ("2345", "2623", "78", "9:", ";2", "<=")))
    tokens = [*first, *(replace(token, line=token.line + 6) for token in second)]
    assert [len(font) for font in split_tokens(tokens, [100])] == [6, 6]


def test_any_number_of_tokens_that_open_no_font_are_divided() -> None:
    assert not list(split_tokens(make_tokens(*[("见", "=>", "处")] * 1000), []))


def test_same_words_elsewhere_give_the_number() -> None:
    known = find_known(["去年全市新建成公园绿地 37 公顷，惠及沿河居民"])
    tokens = make_tokens(("去年全市新建成公园绿地", "&'", "公顷，惠及沿河居民"))
    chances = solve_numbers(list(find_parallels(tokens, known)), [], [])
    assert (best(chances, "&")[0], best(chances, "'")[0]) == ("3", "7")


def test_rates_and_their_distances_from_one_average() -> None:
    # 18.5% is 3.7 above and 13.9% is 0.9 below an average of 14.8%, which the text names elsewhere
    tokens = make_tokens(
        ("东部收入增长", '!"#$%', "，"),
        ("高于全国平均水平", "&#'", "个百分点；"),
        ("西部收入增长", "!&#(%", "，"),
        ("低于全国平均水平", ")#(", "个百分点。"),
        ("东北收入增长", "(#*%", "，"),
    )
    balances = list(find_balances(tokens))
    assert [balance.sign for balance in balances] == [-1, 1]
    known = [[Choice(Token(0, 0, code, "", ""), character, 0.99)] for code, character in ("!1", '"8', "$5")]
    chances = solve_numbers([*known, *gather_clues(tokens, Knowledge.gather([]))], balances, [148])
    assert "".join(best(chances, code)[0] for code in "#&'()%") == ".3790%"
    assert all(best(chances, code)[1] > 0.9 for code in "#&'()%")


def test_honest_numbers_are_not_taken_for_codes() -> None:
    lines = ["会议在 2018 年召开，", '共 !" 人参加，', "其中 #! 人发言，", "历时 $ 天。"]
    whole, thrown = find_tokens(lines, [State.WHOLE] * len(lines), {})
    assert not thrown
    (font,) = split_tokens(whole, [])
    assert [token.codes for token in font] == ['!"', "#!", "$"]


def test_words_that_share_codes_are_read_together() -> None:
    names = ("Mississippi", "California", "Connecticut", "Association", "Professional")
    codes = dict[str, str]()
    for letter in "".join(names):
        codes.setdefault(letter, chr(ord("!") + len(codes)))
    tokens = make_tokens(*(("在", "".join(codes[letter] for letter in name), "举行") for name in names))
    table = decipher_words(tokens, {})
    read = {code: reading.mark for code, reading in table.items() if reading.confidence >= 0.95}
    right = {code: letter for letter, code in codes.items()}
    assert read.items() <= right.items()
    assert len(read) >= len(right) - 1


def test_one_short_word_alone_is_not_certain() -> None:
    table = decipher_words(make_tokens(("使用", '!"#', "企业")), {})
    assert all(reading.confidence < 0.5 for reading in table.values())
