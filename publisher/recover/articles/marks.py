"""The marks that newspapers and newsletters set beside their texts: jump lines, credits, bylines.

A dump may have lost the codes of its punctuation, so that any mark stands for a bracket or a colon
here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.recover.measure.line import display_width
from publisher.recover.text.seams import ends_sentence
from publisher.scripts import compile_for_both, simplified
from publisher.tree.nodes import GETA

_HAN = "\u3400-\u9fff"
_JUMP = compile_for_both(
    r"(?:[（(【\[“]|[!-/])?\s*(?P<kind>下转|上接|紧接|续接)\s*"
    rf"(?P<place>第?\s*(?P<page>[^\s{_HAN}]{{0,4}}?|[一二三四五六七八九十]{{1,3}})\s*(?:版|页)|"
    rf"第\s*[^\s{_HAN}]{{0,4}}?(?=$|\s*[（(]上接))\s*(?:[）)】\]”]|[!-/])?"
    r"|[(\[]?\b[Cc]ontinued\s+(?P<direction>on|from)\s+(?P<where>(?:page|p\.)\s*(?P<number>\w+))[)\]]?"
)
_CREDIT = compile_for_both(
    r"[^\w\s]?\s*(?:来源|转自|摘自|原载|选自)\s*[^\w\s]?\s*"
    rf"(?:[\w\s·、/《》]{{2,40}}|[^{_HAN}。]{{3,40}})[^\w\s]?"
    r"|（[^（）]{2,16}(?:供稿|供图)）"
)
_CREDIT_WORD = compile_for_both(r"[^\w\s]?\s*(?:来源|转自|摘自|原载|选自)")
_SIGNATURE = compile_for_both(
    r"[（(](?:本[报刊网]|作者|编者|编辑部|记者|通讯员)[^（）()。]{0,30}[）)]"
    r"|(?:责任编辑|责编|本[版期]编辑|编辑|校对|美编|版式|主编|执行主编|值班编委)[：:\s].{2,60}"
)
_DATELINE = compile_for_both(
    r"本[报刊网台][^，。]{0,10}[讯电](?:[\s（(：:]|$)|(?:新华社|中新社|人民网|新华网)[^，。]{2,14}[电讯]"
    r"|本报(?:见习|实习|特约)?记者\S{2,12}(?:报道|摄影报道)[：:]?"
)
_DATE = re.compile(rf"[\d{GETA}]{{1,2}}月[\d{GETA}]{{1,2}}日")
_ISSUE_DATE = compile_for_both(
    r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:\s*(?:星期|周)[一二三四五六日天])?[^，。；]{0,12}"
    r"|(?:总)?第\s*[\d一二三四五六七八九十百]+\s*期[^，。；]{0,20}"
    r"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2},?\s+"
    r"(?:1[6-9]|20)\d\d"
)
_PAGE_LABEL = re.compile(
    rf"(?:第\s*)?[A-H]?\d{{1,2}}\s*版?\s*[·:：]?\s*[{_HAN}]{{2,4}}|[{_HAN}]{{2,4}}\s*[·:：]?\s*(?:第\s*)?[A-H]?\d{{1,2}}\s*版?"
)
_LONGEST_CAPTION = 240
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗方"
    "俞任袁柳史唐费岑薛雷贺倪汤滕罗毕郝安常乐于傅齐康伍余顾孟平黄穆萧尹姚邵汪祁毛狄米戴宋庞熊纪舒屈项祝董梁杜阮"
    "蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解应宗丁宣邓郁单杭洪包诸左石崔吉龚程"
    "邢裴陆荣翁荀甄曲封储靳段富焦巴牧山谷车侯全班仰秋仲宁仇栾甘祖武符刘景詹束龙叶幸司黎薄白蒲赖卓屠池乔胥苍闻"
    "党翟谭贡姬申冉桑桂牛寿尚温庄晏柴瞿阎慕连茹艾容向古易慎戈廖耿满匡国文寇广阙东欧殷沃利蔚越隆师巩聂敖冷辛那简饶"
    "曾关游佟涂仝岳晋商"
)
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|闻人|端木|南宫|长孙"
_NAME = rf"(?:(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_SURNAMES}]\s?[{_HAN}]{{1,2}})"
_BARE_NAMES = compile_for_both(rf"{_NAME}(?:[\s、]+{_NAME}){{0,4}}")
_BYLINE = compile_for_both(
    r"(?:文/|图/|文[:：]|图[:：]|撰文|采写)?\s*(?:本[报刊网台])?\s*(?:(?:见习|实习|特约|首席|驻\S{1,6})?"
    r"(?:记者|通讯员|评论员|撰稿人?|作者|编译|观察员))[：:/\s]*"
    rf"{_NAME}(?:[\s、，]+(?:通讯员\s*)?{_NAME}){{0,5}}(?:\s*(?:文|摄|报道|文/图|摄影报道|整理))?"
    r"|(?:By|BY)\s+[A-Z][\w.'-]+(?:\s+(?:and\s+)?[A-Z][\w.'-]+){1,5}"
)
_REPORTER = compile_for_both("本[报刊网台].{0,6}(?:记者|通讯员|评论员)")
_POST = (
    "主任|局长|厅长|处长|科长|部长|省长|市长|县长|区长|镇长|乡长|村长|州长|书记|主席|委员|代表|院长|所长|校长|会长|理事长|"
    "秘书长|教授|研究员|工程师|院士|博士|教师|老师|医生|律师|经理|董事长|总裁|总监|主编|馆长|站长|社长|队长|队员|专员|干部|"
    "CEO|CTO|首席\\S{2,6}"
)
_POSTED = compile_for_both(rf"[^，。；：！？—]{{0,24}}(?:{_POST})\s*{_NAME}(?:[\s、]+{_NAME}){{0,3}}")
_PLACED = compile_for_both(rf"[{_HAN}\w（）()·、]{{4,34}}[ \u3000]+{_NAME}(?:[\s、]+{_NAME}){{0,4}}")
_OFFICE = re.compile(rf"[{_HAN}\w（）()·、 ]{{3,28}}")
_CAPTION = compile_for_both(
    r"[（(]?(?:图为|图①|上图|下图|左图|右图|题图)(?!书|片库|纸).{4,}"
    rf"|.{{6,}}[。！ （(](?:本报|新华社)?(?:记者|通讯员)\s?{_NAME}\s?[摄影]{{1,2}}[）)]?$"
)
_LONGEST = 48
CODES = frozenset("!\"#$%&'()*+-/〓")
"""What may stand for a lost mark."""
_SPACE_IN_QUOTE = re.compile(r"\s+(?=[”’」』）)]+$)")
_SIGNED = re.compile(r"(?<=[。！？!?…”’])\s*[（(][^（）()]{1,40}[）)]$")
"""Who wrote a text, in brackets behind its last full stop."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump mark: where the text goes on (``下转``) or comes from (``上接``)."""

    start: int
    end: int
    """Half-open range in the text it was found in."""
    on: bool
    """The text goes on at another place; otherwise it comes from there."""
    page: str
    """The page as printed; empty where it is lost."""
    place: str
    """The page with its unit, such as ``第2版``; empty where it is lost."""


def find_jumps(text: str) -> list[Jump]:
    """The jump marks in a text."""
    return [
        Jump(
            match.start(),
            match.end(),
            simplified(match["kind"] or "") == "下转" or match["direction"] == "on",
            match["page"] or match["number"] or "",
            _place(match),
        )
        for match in _JUMP.finditer(text)
    ]


def _place(match: re.Match[str]) -> str:
    if match["where"]:
        return match["where"]
    lost = not match["page"] or GETA in match["page"]
    return "" if lost else "".join(match["place"].split()).rstrip("）)】]”")


def is_credit(text: str) -> bool:
    """Whether a line names the source of an article, such as （来源：…）."""
    return display_width(text) <= 2 * _LONGEST and bool(_CREDIT.fullmatch(text))


def opens_credit(text: str) -> bool:
    """Whether a line begins a credit, which may go on in the next."""
    return bool(_CREDIT_WORD.match(text))


def is_signature(text: str) -> bool:
    """Whether a line is a signature at the end of a text, or names those who edited the page."""
    return bool(_SIGNATURE.fullmatch(text))


def has_dateline(text: str) -> bool:
    """Whether a text opens with a dateline, such as 本报讯 or 新华社北京1月2日电."""
    return bool(_DATELINE.match(text))


def opens_with_date(text: str) -> bool:
    """Whether a text opens with a month and a day, as news does; the dump may have lost the figures."""
    return bool(_DATE.match(text))


def is_issue_date(text: str) -> bool:
    """Whether a line is the date or number of an issue."""
    return display_width(text) <= _LONGEST and bool(_ISSUE_DATE.fullmatch(text))


def is_page_label(text: str) -> bool:
    """Whether a line is the number of a page with the name of its section, such as 03 要闻."""
    return bool(_PAGE_LABEL.fullmatch(text))


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a picture: 图为…, or one that names the photographer at its end."""
    return display_width(text) <= _LONGEST_CAPTION and bool(_CAPTION.match(text))


def is_byline(text: str) -> bool:
    """Whether a line names who wrote an article, by the word or by being nothing but names."""
    return display_width(text) <= _LONGEST and bool(_BYLINE.fullmatch(text) or _BARE_NAMES.fullmatch(text))


def is_reporter(text: str) -> bool:
    """Whether a byline names a reporter of the paper."""
    return bool(_REPORTER.match(text))


def is_posted_name(text: str) -> bool:
    """Whether a line is a post and a name: 副主任 张英."""
    return display_width(text) <= _LONGEST and bool(_POSTED.fullmatch(text))


def is_placed_name(text: str) -> bool:
    """Whether a line is an office and, set apart from it, a name: 水文研究所 张英."""
    return display_width(text) <= 2 * _LONGEST and bool(_PLACED.fullmatch(text))


def is_office(text: str) -> bool:
    """Whether a line can be the office over a post and a name."""
    return display_width(text) <= _LONGEST and bool(_OFFICE.fullmatch(text))


def is_rule(text: str) -> bool:
    """Whether a line is a rule: one sign again and again."""
    signs = set(text) - {" "}
    if signs == {GETA}:
        return False
    return (
        len(signs) == 1
        and len(text) >= 3
        and not text[0].isalnum()
        and (len(text) >= 8 or text[0] in "■□◆—═─━*●")
    )


_COLUMN = compile_for_both(
    r"(?:图片新闻|图片报道|简讯|短讯|快讯|一句话新闻|编后|编者按|编余|记者手记|采访手记|读者来信|更正|广告|天气预报|"
    r"[\u3400-\u9fff]{0,4}(?:启事|声明|公告)|[\u3400-\u9fff]{0,4}彩票?开奖[\u3400-\u9fff]{0,4})"
    r"(?:[：:].{0,30})?"
)


def is_column_title(text: str) -> bool:
    """Whether a title is one under which a page prints texts of a kind: 图片新闻, 编后."""
    return bool(_COLUMN.fullmatch(text))


_OPENS_PARAGRAPH = compile_for_both(
    r"近年来|近日|日前|目前|此外|同时|另外|其中|首先|其次|据悉|据了解|据介绍|据统计|截至|截止|随着|为了|为贯彻|针对|对于|"
    r"与此同时|下一步|下步|今年|去年|本次|此次|比如|例如|如今|未来|当前|不过|然而|但是|因此|由于|“|(?:19|20)\d\d\s?年"
)


def opens_as_paragraph(text: str) -> bool:
    """Whether a text begins with words that paragraphs of news often begin with."""
    return bool(_OPENS_PARAGRAPH.match(text))


def closes(text: str) -> bool:
    """Whether a text ends with a full stop, or with a code that may stand for one."""
    text = _SIGNED.sub("", _SPACE_IN_QUOTE.sub("", text))
    return ends_sentence(text) or ends_with_code(text)


def ends_with_code(text: str) -> bool:
    """Whether a text ends with an ASCII sign behind a Chinese character or another sign: a lost mark.

    Several lost characters together were a number or a word.
    """
    before, last = text[-2:-1], text[-1]
    if not before or last not in CODES or (last == ")" and "(" in text) or before == last == GETA:
        return False
    return not (before.isascii() and before.isalnum())
