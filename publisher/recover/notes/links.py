"""Linking note marks to notes over the whole document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from publisher.recover.notes.marks import label_value
from publisher.tree.nodes import AnyInline, Document, Emphasis, Link, Note, NoteRef, Section, Text
from publisher.tree.walk import as_text, inlines, map_texts, own_texts, replaced, walk


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark or a note, and the number of the top section that it stands in."""

    node: NoteRef | Note
    scope: int


@dataclass(slots=True)
class _Stretch:
    """Marks, and the notes that stand after them."""

    refs: list[_Place] = field(default_factory=list)
    notes: list[_Place] = field(default_factory=list)


def link_notes(document: Document) -> Document:
    """The document with each note mark's ``target`` set to the id of its note, where there is one.

    A label may be used anew on every page or in every chapter. So the marks with a label and the
    notes that follow them are taken stretch by stretch, and paired in order; a mark too many
    shares the note of the one before, but not across the bounds of a chapter that has its own.
    """
    places = list(_places(document))
    pairs = [pair for stretch in _stretches(places) if _counts_otherwise(stretch) for pair in _pairs(stretch)]
    done = {id(node) for pair in pairs for node in pair}
    by_label: dict[str, list[_Place]] = {}
    for place in places:
        if id(place.node) not in done:
            by_label.setdefault(label_value(place.node.label), []).append(place)
    for same in by_label.values():
        pairs += [pair for stretch in _with_leftovers(_stretches(same)) for pair in _pairs(stretch)]
    # Equal marks in different places are told apart as objects; the document keeps them alive.
    targets = {id(ref): note.id for ref, note in pairs}
    return map_texts(document, lambda text: _with_targets(text, targets)) if targets else document


def _places(document: Document) -> Iterator[_Place]:
    """All marks and notes in reading order."""
    for number, top in enumerate(document.body):
        scope = number if isinstance(top, Section) else -1
        for block in walk((top,)):
            if isinstance(block, Note):
                yield _Place(block, scope)
            for text in own_texts(block):
                yield from (_Place(ref, scope) for ref in _refs(text))


def _stretches(places: Iterable[_Place]) -> list[_Stretch]:
    stretches = [_Stretch()]
    for place in places:
        if isinstance(place.node, Note):
            stretches[-1].notes.append(place)
        else:
            if stretches[-1].notes:
                stretches.append(_Stretch())
            stretches[-1].refs.append(place)
    return stretches


def _counts_otherwise(stretch: _Stretch) -> bool:
    """Whether marks began anew on every page while their notes are counted through the chapter."""
    refs = [label_value(place.node.label) for place in stretch.refs]
    notes = [label_value(place.node.label) for place in stretch.notes]
    return len(refs) == len(notes) == len(set(notes)) > len(set(refs))


def _with_leftovers(stretches: list[_Stretch]) -> list[_Stretch]:
    """Marks after the last note with their label share that note if it stands in their chapter."""
    if len(stretches) > 1 and not stretches[-1].notes:
        *_, before, last = stretches
        last.notes = [note for note in before.notes[-1:] if note.scope == last.refs[0].scope]
    return stretches


def _pairs(stretch: _Stretch) -> Iterator[tuple[NoteRef, Note]]:
    refs, notes = stretch.refs, stretch.notes
    if len(refs) > len(notes):
        scopes = {note.scope for note in notes}
        refs = [ref for ref in refs if ref.scope in scopes] or refs
    for index, ref in enumerate(refs if notes else ()):
        note = notes[min(index, len(notes) - 1)].node
        if isinstance(ref.node, NoteRef) and isinstance(note, Note):
            yield ref.node, note


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
