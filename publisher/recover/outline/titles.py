"""Titles by which works everywhere name their standing parts: prefaces, bibliographies, indexes."""

from __future__ import annotations

from publisher.recover.measure.key import key

_CHINESE = """
前言 序 序言 自序 代序 总序 序一 序二 导言 引言 导论 导读 绪论 卷首语 编者按 编者的话 出版说明 编辑说明 凡例
后记 跋 结语 结束语 尾声 致谢 附录 参考文献 参考书目 索引 注释 附则 总则 名词解释 术语表 大事记 译后记 编后记
前記 後記 參考文獻 附錄 導言 導論 編者的話
"""
_ENGLISH = """
Preface Foreword Introduction Prologue Epilogue Conclusion Afterword Appendix Bibliography References
Index Acknowledgments Acknowledgements Notes Footnotes Glossary Dedication
"""

STANDING_TITLES = frozenset(key(title) for words in (_CHINESE, _ENGLISH) for title in words.split())
"""Titles of a whole line, reduced as by ``key``."""

FRONT_TITLES = frozenset(
    key(title)
    for title in (
        "Preface",
        "Foreword",
        "Dedication",
        "Index",
        "General Index",
        "Bibliography",
        "Glossary",
        "Vocabulary",
        "Acknowledgments",
        "Acknowledgements",
        "List of Illustrations",
        "Illustrations",
    )
)
"""Titles of matter before and behind the text of English works, at the top of any outline."""
