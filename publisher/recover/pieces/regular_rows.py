"""Rows on lines with single spaces that no caption announces: their regularity alone tells them.

Lines that follow one another have as many Chinese words, or as many numbers at their end, and what stands
over them names the columns: it differs from what stands below it, or is of words that headers are made of. So
lists, scores, registers of names, indexes and verse in halves are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set

from publisher.recover.measure.line import Line, display_width
from publisher.recover.pieces.caption import is_beside_rows
from publisher.recover.pieces.flow_blocks import coherence, script
from publisher.recover.pieces.grid import Grid, GridRow, contrasts, is_blank, is_number, is_year
from publisher.scripts import compile_for_both

Cells = tuple[str, ...]

_FEWEST_ROWS = 4
"""Rows with that of the header."""
_MOST_COLUMNS = 16
_FEWEST_OF_WORDS, _LEAST = 6, 6.0
"""Rows and log-odds from which widths alone tell three and more columns of words."""
_OF_A_KIND = 0.8
"""Share of the cells of a column that are of its kind."""
_FEWEST_UNDER_CAPTION = 3
_MOST_HEAD_LINES = 4
_WIDEST = 16
_FULL = 0.9
"""Share of the measure from which a line can be one of running text."""
_SENTENCE_ENDS = "。.！？!?"
HEADING = compile_for_both(
    r"第[\d一二三四五六七八九十百]+[编篇章节]|[一二三四五六七八九十]+、|\d+(?:\.\d+)+\s"
)
_FEWEST_NAMED = 2
"""Words of headers from which one is certain, and columns up to which it must have at least one."""
_ENDS = "。；;：:！？,，"
"""Ends of lines that are neither rows nor headers."""
_HEADER_WORD = compile_for_both(
    r".*(?:序号|编号|名称|姓名|性别|年龄|民族|籍贯|学历|职称|职务|单位|部门|机构|地区|地点|地址|项目|指标|类别"
    r"|类型|种类|品名|规格|型号|数量|单价|价格|金额|合计|总计|年份|年度|月份|日期|时间|起止|内容|说明|备注"
    r"|名单|电话|标准|比例)|No\.|Name|Date|Year|Title|Place|Total|Price|Amount|Number|Item|Unit|Remarks"
)


def regular_grids(lines: Sequence[Line], taken: Set[int]) -> Iterator[Grid]:
    """Such rows, each run as a grid, in lines whose index is not ``taken``."""
    able = [index for index, line in enumerate(lines) if index not in taken and _is_spaced(line)]
    taken = set(taken)
    for cells_of in (_words, _label_and_numbers):
        for run in _runs(lines, [index for index in able if index not in taken], cells_of):
            if grid := _grid(lines, run, taken):
                taken.update(range(grid.first, grid.last + 1))
                yield grid


def _is_spaced(line: Line) -> bool:
    """Whether a line has single spaces, but no gaps."""
    return " " in line.text and "  " not in line.text and "\t" not in line.raw


def rows_under_caption(lines: Sequence[Line], region: range, measure: int) -> Grid | None:
    """The rows that a region opens with where all are regular, behind the lines of their header, if any.

    They go up to its end, a gap, a heading or a line of running text; None where they do not.
    """
    for cells_of in (_words, _label_and_numbers):
        for lines_of_head in range(_MOST_HEAD_LINES + 1):
            own = region[lines_of_head:]
            run = next(_runs(lines, [index for index in own if _is_spaced(lines[index])], cells_of))
            if len(run) < _FEWEST_UNDER_CAPTION or run[0].first != own[0]:
                continue
            head = _head([lines[index].text for index in region[:lines_of_head]], len(run[0].cells))
            if len(head) == min(lines_of_head, 2) and _ends(lines, run[-1].last + 1, region, measure):
                rows = [GridRow(region[0], own[0] - 1, cells) for cells in head]
                rows[:-1] = [GridRow(region[0], region[0], cells) for cells in head[:-1]]
                return Grid(region[0], run[-1].last, (*rows, *run), head=len(head))
    return None


def _head(texts: Sequence[str], width: int) -> list[Cells]:
    """The header that some lines over rows are: one row, or groups of columns and the columns of these."""
    if len(texts) == 1:
        return [cells for cells in _cells_of_head(texts[0]) if len(cells) == width][:1]
    for under in _cells_of_head(texts[-1]) if texts else ():
        for over in _cells_of_head(" ".join(texts[:-1])):
            if head := _grouped(over, under, width):
                return head
    return []


def _cells_of_head(text: str) -> tuple[Cells, Cells]:
    """The cells that the line of a header may have: its words, or what opens with a capital."""
    words = text.split()
    return tuple(words), tuple(_capitalized(words))


def _grouped(over: Cells, under: Cells, width: int) -> list[Cells]:
    """A header with groups of columns; what names no group is the first column, and others at the end.

    A group begins where the name of the first column in one comes again, or all have as many.
    """
    labels = width - len(under)
    groups = len(over) - labels
    if labels < 1 or groups < 1 or len(under) < 2 * groups or any(map(is_number, (*over, *under))):
        return []
    starts = [at for at, cell in enumerate(under) if cell == under[0]]
    if len(starts) != groups:
        size, more = divmod(len(under), groups)
        if more:
            return []
        starts = list(range(0, len(under), size))
    top = [""] * len(under)
    for start, name in zip(starts, over[1:], strict=False):
        top[start] = name
    return [(over[0], *top, *over[1 + groups :]), ("", *under, *[""] * (labels - 1))]


def _ends(lines: Sequence[Line], index: int, region: range, measure: int) -> bool:
    """Whether a table can end before a line that is no row of it."""
    if index >= region.stop:
        return True
    line = lines[index]
    return (
        line.blanks > 0
        or line.width >= _FULL * measure
        or line.text[-1] in _SENTENCE_ENDS
        or bool(HEADING.match(line.text))
    )


def _runs(
    lines: Sequence[Line], able: Sequence[int], cells_of: Callable[[str], Cells]
) -> Iterator[list[GridRow]]:
    """Runs of lines that have as many cells."""
    run: list[GridRow] = []
    for index in able:
        cells = cells_of(lines[index].text)
        if run and not (len(cells) == len(run[0].cells) and index == run[-1].last + 1):
            yield run
            run = []
        if cells:
            run.append(GridRow(index, index, cells))
    yield run


def _words(text: str) -> Cells:
    """The words of a Chinese line, Latin ones that follow one another together; none of what is no row."""
    if text[-1] in _ENDS + ".．" or max(text) <= "\u2e7f":
        return ()
    cells: list[str] = []
    for word in text.split(" "):
        if cells and _is_latin(word) and _is_latin(cells[-1]):
            cells[-1] += f" {word}"
        else:
            cells.append(word)
    return tuple(cells) if 1 < len(cells) <= _MOST_COLUMNS else ()


def _is_latin(text: str) -> bool:
    return text.isascii() and text[0].isalpha()


def _label_and_numbers(text: str) -> Cells:
    """A label and the numbers behind it; none of what is no such row."""
    words = text.split(" ")
    numbers = 0
    while numbers < len(words) and (is_number(words[-1 - numbers]) or is_blank(words[-1 - numbers])):
        numbers += 1
    return (" ".join(words[:-numbers]), *words[-numbers:]) if 0 < numbers < len(words) else ()


def _grid(lines: Sequence[Line], run: Sequence[GridRow], taken: Set[int]) -> Grid | None:
    """The table that a run of rows makes, with the header over it or in its first row; or in its second,
    where a heading happens to look like a row.
    """
    if len(run) < _FEWEST_ROWS - 1:
        return None
    above = _header_above(lines, run, taken)
    for rows in ([*above, *run], run, run[1:]):
        if len(rows) >= _FEWEST_ROWS and _is_certain([row.cells for row in rows]):
            return Grid(rows[0].first, rows[-1].last, tuple(rows), head=1)
    return None


def _header_above(lines: Sequence[Line], run: Sequence[GridRow], taken: Set[int]) -> list[GridRow]:
    """The line over a run as a header; one that has a cell too few does not name the rows."""
    index, width = run[0].first - 1, len(run[0].cells)
    if index < 0 or index in taken or not any(map(is_number, run[0].cells)):
        return []
    text = lines[index].text
    if text[-1] in _ENDS + "." or text[0].islower() or is_beside_rows(text):
        return []
    for cells in _cells_of_head(text):
        if width - 1 <= len(cells) <= width and len(cells) > 1:
            return [GridRow(index, index, (*[""] * (width - len(cells)), *cells))]
    return []


def _capitalized(words: Sequence[str]) -> list[str]:
    """The cells of a header, each of which opens with a capital."""
    cells: list[str] = []
    for word in words:
        if cells and not word[0].isupper():
            cells[-1] += f" {word}"
        else:
            cells.append(word)
    return cells


def _is_certain(rows: Sequence[Cells]) -> bool:
    """Whether the first of some rows is a header of the others, each column of which is of a kind.

    It may come again at the top of a page.
    """
    head = rows[0]
    body = [row for row in rows[1:] if row != head]
    if len(body) < _FEWEST_ROWS - 1:
        return False
    columns = [[cell for cell in column if not is_blank(cell)] for column in zip(*body, strict=True)]
    kinds = [Counter(map(script, column)).most_common(1) or [("", 0)] for column in columns]
    of_a_kind = all(
        kind[0][1] >= _OF_A_KIND * len(column) for kind, column in zip(kinds, columns, strict=True)
    )
    again = any(cell and cell in column for cell, column in zip(head, columns, strict=True))
    if not of_a_kind or again or not _is_head(head) or _is_index(columns[0]):
        return False
    named = sum(_HEADER_WORD.fullmatch(cell) is not None for cell in head)
    usual = [kind[0][0] for kind in kinds]
    if named >= _FEWEST_NAMED:
        return True
    if len(set(usual)) > 1 and (len(head) > _FEWEST_NAMED or named or "number" not in usual):
        return _differs(head, usual, body)
    if len(body) < _FEWEST_OF_WORDS or len(columns) < 3 or set(usual) != {"han"}:
        return False
    widths = [str(min(_WIDEST, display_width(cell)) // 2) for row in body for cell in row]
    return coherence(widths, len(columns)) >= _LEAST


def _is_head(cells: Cells) -> bool:
    """Whether cells can name columns: words, or years that differ."""
    numbers = [cell for cell in cells if is_number(cell)]
    return (
        not any(map(is_number, cells[:1]))
        and len(set(numbers)) == len(numbers)
        and all(map(is_year, numbers))
    )


def _is_index(labels: Sequence[str]) -> bool:
    return 2 * sum(label.endswith(",") for label in labels) > len(labels)


def _differs(head: Cells, usual: Sequence[str], body: Sequence[Cells]) -> bool:
    """Whether a header is of another kind than what stands below it, in one column at least."""
    other = any(cell and script(cell) != kind for cell, kind in zip(head, usual, strict=True))
    return other or contrasts(head, [GridRow(0, 0, row) for row in body]) > 0
