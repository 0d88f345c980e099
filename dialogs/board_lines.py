"""Says what the tenderboard looks at, in a language: one plain line for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel.lists import format_list

from dialogs.ambition import level_name, themes
from dialogs.asking import short
from dialogs.findings import KINDS, Finding
from dialogs.messages import Line
from dialogs.scene import Scene


def finding_line(scene: Scene, finding: Finding) -> Line:
    """A finding in words."""
    key = f"finding.{finding.about}_{finding.kind}"
    if key in _OTHERWISE and not finding.facts.get(_OTHERWISE[key]):
        key = f"{key}_none"
    return scene.say(key, **_values(scene, finding))


_OTHERWISE = {
    "finding.strategy_unknown": "category",
    "finding.weight_misses": "weight",
    "finding.themes_meets": "others",
}
"""The words of these end in `_none` where that fact is empty."""


def grouped(scene: Scene, found: Iterable[Finding]) -> list[Line]:
    """The findings under three headings: what meets, what misses, what is not known."""
    lines: list[Line] = []
    for kind in KINDS:
        same = [finding_line(scene, each) for each in found if each.kind == kind]
        if same:
            lines.append(scene.say(f"tenderboard.{kind}"))
            lines += [Line(f"• {line.words}", line.values) for line in same]
    return lines


def _values(scene: Scene, finding: Finding) -> Mapping[str, str]:
    """What stands at the places: every fact as people read it."""
    facts = finding.facts
    values = dict(facts)
    if finding.about == "level":
        values |= {name: level_name(scene, int(facts[name])) for name in ("level", "expected")}
    if "category" in facts:
        values["category"] = category_name(scene, facts["category"])
    if finding.about == "web":
        values["themes"] = _web(scene, facts["themes"], finding.kind)
    elif "themes" in facts:
        values |= {name: _themes(scene, facts.get(name, "")) for name in ("themes", "others")}
    for name, prefix in _LABELS.get(finding.about, {}).items():
        if facts.get(name):
            values[name] = _listed(
                scene, [scene.label(f"{prefix}_{key}") for key in facts[name].split(",")]
            )
    if finding.about == "chances" and not facts["reasons"]:
        values["reasons"] = scene.label("chances.no_reason")
    if "questions" in facts:
        by_id = scene.script.by_id
        known = [by_id[key] for key in facts["questions"].split(",") if key in by_id]
        values["questions"] = _listed(scene, [short(scene, asked) for asked in known])
    return values


_LABELS = {
    "policy": {"missing": "finding.choice"},
    "chances": {
        "rank": "chances.rank",
        "reasons": "chances.because",
        "unknown": "chances.unknown",
    },
}
"""By what a finding is about: which facts are keys of words, and how those begin."""


def category_name(scene: Scene, category: str) -> str:
    """A category as people read it; one that is no longer there by its key."""
    known = scene.script.catalogue.categories.get(category)
    return known.name[scene.language] if known else category


def _themes(scene: Scene, keys: str) -> str:
    known = themes(scene)
    return _listed(scene, [known.get(key, key) for key in keys.split(",") if key])


def _web(scene: Scene, facts: str, kind: str) -> str:
    """Themes with their level on the web, and what is aimed at, where that was not reached."""
    known, named = themes(scene), []
    for each in facts.split(","):
        theme, level, target = each.rsplit(":", 2)
        words = scene.label(f"finding.web_theme_{kind}")
        named.append(
            words.format(
                theme=known.get(theme, theme),
                level=scene.label(f"web.level_{level}"),
                target=scene.label(f"web.level_{target}"),
            )
        )
    return "; ".join(named)


def _listed(scene: Scene, words: list[str]) -> str:
    return format_list(words, locale=scene.language) if words else ""
