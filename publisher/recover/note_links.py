"""Linking note marks to notes over the whole document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from publisher.recover.note_marks import label_value
from publisher.tree.nodes import AnyInline, Document, Emphasis, Link, Note, NoteRef, Section, Text
from publisher.tree.walk import as_text, inlines, map_texts, own_texts, replaced, walk


@dataclass(slots=True)
class _Stretch:
    """Marks with one label, and the notes with that label that stand after them."""

    refs: list[tuple[NoteRef, int]] = field(default_factory=list)
    """Each with the number of the top section that it stands in."""
    notes: list[tuple[Note, int]] = field(default_factory=list)


def link_notes(document: Document) -> Document:
    """The document with each note mark's ``target`` set to the id of its note, where there is one.

    A label may be used anew on every page or in every chapter. So the marks with a label and the
    notes that follow them are taken stretch by stretch, and paired in order; a mark too many
    shares the note of the one before, but not across the bounds of a chapter that has its own.
    """
    # Equal marks in different places are told apart as objects; the document keeps them alive.
    targets = {id(ref): note.id for stretch in _stretches(document) for ref, note in _pairs(stretch)}
    return map_texts(document, lambda text: _with_targets(text, targets)) if targets else document


def _stretches(document: Document) -> Iterable[_Stretch]:
    by_label: dict[str, list[_Stretch]] = {}
    for number, top in enumerate(document.body):
        scope = number if isinstance(top, Section) else -1
        for block in walk((top,)):
            if isinstance(block, Note):
                stretches = by_label.setdefault(label_value(block.label), [_Stretch()])
                stretches[-1].notes.append((block, scope))
            for ref in (ref for text in own_texts(block) for ref in _refs(text)):
                stretches = by_label.setdefault(label_value(ref.label), [_Stretch()])
                if stretches[-1].notes:
                    stretches.append(_Stretch())
                stretches[-1].refs.append((ref, scope))
    return [stretch for stretches in by_label.values() for stretch in _with_leftovers(stretches)]


def _with_leftovers(stretches: list[_Stretch]) -> list[_Stretch]:
    """Marks after the last note with their label share the notes before them in their chapter."""
    if len(stretches) > 1 and not stretches[-1].notes:
        *_, before, last = stretches
        last.notes = [(note, scope) for note, scope in before.notes[-1:] if scope == last.refs[0][1]]
    return stretches


def _pairs(stretch: _Stretch) -> Iterator[tuple[NoteRef, Note]]:
    refs, notes = stretch.refs, stretch.notes
    if not notes:
        return
    if len(refs) > len(notes):
        scopes = {scope for _, scope in notes}
        refs = [(ref, scope) for ref, scope in refs if scope in scopes] or refs
    for index, (ref, _) in enumerate(refs):
        yield ref, notes[min(index, len(notes) - 1)][0]


def _refs(text: Text) -> Iterator[NoteRef]:
    for node in () if isinstance(text, str) else text:
        match node:
            case NoteRef():
                yield node
            case Emphasis() | Link():
                yield from _refs(node.text)


def _with_targets(text: Text, targets: dict[int, str]) -> Text:
    if isinstance(text, str):
        return text
    changed: Sequence[AnyInline] = [_with_target(node, targets) for node in inlines(text)]
    return text if all(a is b for a, b in zip(text, changed, strict=True)) else as_text(changed)


def _with_target(node: AnyInline, targets: dict[int, str]) -> AnyInline:
    match node:
        case NoteRef():
            return replaced(node, target=targets.get(id(node), node.target))
        case Emphasis() | Link():
            return replaced(node, text=_with_targets(node.text, targets))
        case _:
            return node
