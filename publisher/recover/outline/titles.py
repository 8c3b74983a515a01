"""Titles by which works everywhere name their standing parts: prefaces, bibliographies, indexes."""

from __future__ import annotations

from publisher.recover.measure.key import key
from publisher.scripts import in_both_scripts

_CHINESE = """
前言 序 序言 自序 代序 总序 序一 序二 译序 译者序 译者前言 再版前言 再版序 修订版前言 导言 引言 导论 导读
绪论 卷首语 题记 编者按 编者的话 出版说明 编辑说明 凡例 独创性声明 原创性声明 摘要 中文摘要 英文摘要 缩略语表
符号说明 主要符号表 楔子 引子 序章 终章 后记 附记 跋 结语 结束语 尾声 致谢 鸣谢 附录 参考文献 参考书目
参考资料 注释 附则 总则 名词解释 术语表 索引 人名索引 地名索引 主题索引 大事记 作者简介 译后记 编后记
勘误 勘误表
"""
_ENGLISH = """
Preface Foreword Introduction Prologue Epilogue Conclusion Afterword Postscript Appendix Bibliography
References Index Acknowledgments Acknowledgements Notes Footnotes Glossary Dedication Abstract Abbreviations
Errata
"""

STANDING_TITLES = in_both_scripts(key(title) for words in (_CHINESE, _ENGLISH) for title in words.split())
"""Titles of a whole line, reduced as by ``key``."""

_UNDIVIDED = """
摘要 中文摘要 英文摘要 独创性声明 原创性声明 致谢 鸣谢 题记 作者简介 勘误 勘误表
Abstract Acknowledgments Acknowledgements Dedication Errata
"""
UNDIVIDED = in_both_scripts(key(title) for title in _UNDIVIDED.split())
"""Titles of what has no sections: what is counted behind it stands beside it."""

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
