"""Two small works, made up for these tests, that between them have every kind of node."""

from __future__ import annotations

from publisher.tree.nodes import (
    Aside,
    Caption,
    Cell,
    Code,
    Contents,
    ContentsEntry,
    Creator,
    Division,
    Document,
    Emphasis,
    Field,
    Fields,
    Figure,
    Formula,
    Item,
    Link,
    List,
    Math,
    Metadata,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Preformatted,
    Quote,
    Section,
    Source,
    Table,
    ThematicBreak,
    Verse,
)

YEARBOOK = Document(
    source=Source(file="柳溪.txt", sha256="ab" * 32, encoding="utf-8", lines=120, characters=900),
    metadata=Metadata(
        title="柳溪年鉴",
        subtitle="二〇二一年卷",
        creators=(Creator(name="柳溪县志办公室", role="compiler"), Creator(name="林一禾", role="editor")),
        publisher="青石出版社",
        place="柳溪",
        date="2021-05",
        isbn="978-7-111-11111-4",
        language="zh-Hans",
    ),
    body=(
        Contents(
            id="contents",
            title="目录",
            entries=(
                ContentsEntry(title="第一编 综述", level=1, page="1", target="overview"),
                ContentsEntry(title="人口", level=2, page="2", target="people"),
                ContentsEntry(title="索引", level=1, page="9"),
            ),
        ),
        Contents(
            id="pictures",
            role="illustrations",
            title="插图目录",
            entries=(
                ContentsEntry(title="图1-1 柳溪老桥", page="2", target="f1"),
                ContentsEntry(title="图1-2 柳溪新桥", page="2"),
            ),
        ),
        Section(
            id="overview",
            level=1,
            number="第一编",
            title="第一编 综述",
            children=(
                PageBreak(number="1"),
                Paragraph(
                    id="p1",
                    text=(
                        "柳溪县地处",
                        Emphasis(text="青石江"),
                        "上游",
                        NoteRef(label="①", target="note-1"),
                        "，年末人口见表1-1，",
                        PageBreak(number="2"),
                        "旧称已不可考",
                        NoteRef(label="①", target="note-1"),
                        "，碑上只余“柳〓县”三字",
                        NoteRef(label="②"),
                        "。水温为",
                        Math(latex=r"18.5^{\circ}\mathrm{C}"),
                        "。",
                    ),
                ),
                Note(
                    id="note-1",
                    label="①",
                    children=(
                        Paragraph(id="p2", text="江名见第2页。"),
                        Paragraph(id="p3", text="一说旧名白水。"),
                    ),
                ),
                Section(
                    id="people",
                    level=2,
                    title="人口",
                    role="article",
                    children=(
                        Paragraph(id="p4", role="byline", text="撰稿 何山"),
                        Table(
                            id="t1",
                            caption=Caption(text="表1-1 柳溪县人口", number="表1-1"),
                            unit="单位：人",
                            head=(
                                (Cell(text="乡镇", rows=2), Cell(text="人数", columns=2)),
                                ("2019年", "2020年"),
                            ),
                            body=(("东镇", "1,204", "1,198"), ("西乡", "", "〓07"), ("合计", "2,011")),
                            notes=("注：西乡2019年未报。",),
                            source="资料来源：柳溪县统计所",
                        ),
                        Figure(id="f1", caption=Caption(text="图1-1 柳溪老桥", number="图1-1")),
                        List(
                            id="l1",
                            ordered=True,
                            items=(
                                Item(id="i1", label="（1）", text="老桥如图1-1所示，"),
                                Item(
                                    id="i2",
                                    label="（2）",
                                    text="新桥分三跨：",
                                    children=(
                                        List(
                                            id="l2", items=(Item(id="i3", label="a.", text="主跨四十米；"),)
                                        ),
                                    ),
                                ),
                            ),
                        ),
                        Aside(
                            id="box",
                            level=3,
                            title="延伸阅读",
                            children=(Paragraph(id="p5", text="桥成于清末。"),),
                        ),
                        PageBreak(number="3", certain=False),
                        Quote(
                            id="q1",
                            children=(Paragraph(id="p6", text="溪上有桥，桥上有人。"),),
                            attribution="——《柳溪杂记》",
                        ),
                        Paragraph(id="p7", role="signature", text="二〇二一年三月"),
                    ),
                ),
            ),
        ),
        Division(
            id="imprint",
            role="imprint",
            children=(
                Fields(
                    id="colophon",
                    entries=(
                        Field(label="出版", value="青石出版社"),
                        Field(label="网址", value=(Link(href="https://example.org/柳溪"),)),
                    ),
                ),
            ),
        ),
    ),
)

HANDBOOK = Document(
    metadata=Metadata(
        title="The Weir Keeper's Handbook", creators=(Creator(name="Ada Marsh"),), date="1931", language="en"
    ),
    body=(
        Division(
            id="titlepage",
            role="titlepage",
            children=(Paragraph(id="e1", text="The Weir Keeper’s Handbook"), Paragraph(id="e2", text="1931")),
        ),
        Section(
            id="weirs",
            level=1,
            number="Chapter I",
            title=("Chapter I. ", Emphasis(text="Weirs")),
            children=(
                Quote(
                    id="eq",
                    role="epigraph",
                    children=(Verse(id="ev", lines=("Water below,", "water above.")),),
                    attribution="River song",
                ),
                PageBreak(number="iv"),
                Paragraph(
                    id="e3",
                    text=(
                        "A weir is ",
                        Emphasis(strong=True, text="not"),
                        " a dam; see Table 1, and see page iv. Set ",
                        Code(text="gate = open"),
                        " before rain.",
                    ),
                ),
                Table(
                    id="et",
                    caption=Caption(text="Table 1. Gates", number="Table 1"),
                    body=(("Gate", "Width"), ("North", "4 ft")),
                ),
                Quote(id="ep", role="pull", children=(Paragraph(id="e4", text="Open early."),)),
                ThematicBreak(id="es"),
                Preformatted(id="ec", text="if rain:\n    open(gate)\n", language="python"),
                Formula(id="ef", latex=r"Q = \frac{2}{3} b \sqrt{2g} h^{3/2}"),
                Formula(id="eb", latex=r"\frac{"),
                Section(id="deep", level=2, title="Deep", children=()),
            ),
        ),
    ),
)
