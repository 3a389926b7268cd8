"""The formats of findings: what people read, and what programs are promised."""

import json
from dataclasses import replace
from textwrap import dedent
from xml.etree import ElementTree

import pytest
from sarif_pydantic import Sarif

from macros import reports
from macros.diagnostics import Diagnostic

COUNTS = {"citations": 3, "checked": 3, "failed": 1, "unchecked": 0, "unread": 0, "sources": 2}
ONE = Diagnostic(
    "data/actors/a b.yml",
    7,
    3,
    "passage-not-found",
    "these words are 100% not in 'log'",
    nearest="line 2: the lamp",
    fix='log: "the lamp"\nmore',
)
MANY = [Diagnostic("data/x.yml", line, 1, "unknown-key" if line % 2 else "missing-key", f"fault {line}") for line in range(1, 26)]


def test_text_gives_the_place_first_and_what_helps_below() -> None:
    first, nearest, help_, *more = reports.text([ONE]).splitlines()
    assert first == "data/actors/a b.yml:7:3: error passage-not-found these words are 100% not in 'log'"
    assert nearest == "  nearest: line 2: the lamp"
    assert help_ == "  help:"
    assert more == ['    log: "the lamp"', "    more"]


def test_help_of_several_lines_can_be_pasted_as_it_is_printed() -> None:
    fix = 'omitted:\n  - exact: "Nobody counted them."\n    reason:'
    finding = replace(ONE, fix=fix)
    sarif = json.loads(reports.as_sarif([finding], COUNTS))["runs"][0]["results"][0]["message"]["text"]
    for printed in (reports.text([finding]), sarif):
        assert dedent(printed.partition("help:\n")[2]).rstrip("\n") == fix
    assert reports.as_github([finding], COUNTS).splitlines()[0].endswith("help:%0A" + fix.replace("\n", "%0A"))


def test_text_is_coloured_for_a_terminal_only() -> None:
    assert "\x1b[" not in reports.text([ONE])
    assert "\x1b[" in reports.text([ONE], colour=True)


@pytest.mark.parametrize("name", reports.FORMATS)
def test_every_format_ends_its_lines_and_takes_no_finding(name: str) -> None:
    assert reports.FORMATS[name]([], COUNTS).endswith("\n")


def test_json_has_the_fields_of_the_contract() -> None:
    found = json.loads(reports.as_json([ONE], COUNTS))
    assert set(found["findings"][0]) == {"file", "line", "column", "severity", "rule", "message", "hint", "fix"}
    assert found["counts"] == COUNTS


def test_github_shows_ten_annotations_and_names_the_rest() -> None:
    lines = reports.as_github(MANY, COUNTS).splitlines()
    annotations = [line for line in lines if line.startswith("::")]
    assert len(annotations) == reports.MAX_ANNOTATIONS
    assert annotations[-1] == "::error title=and 16 more::8 missing-key, 8 unknown-key; the log names each"
    assert sum(line.startswith("data/x.yml:") for line in lines) == 16


def test_github_escapes_what_would_end_a_message_or_a_property() -> None:
    line = reports.as_github([ONE], COUNTS).splitlines()[0]
    assert line.startswith(
        "::error file=data/actors/a b.yml,line=7,col=3,title=passage-not-found::these words are 100%25 not in 'log'%0A"
    )


def test_sarif_is_of_its_standard() -> None:
    printed = reports.as_sarif([ONE, *MANY], COUNTS)
    log = Sarif.model_validate_json(printed)
    assert len(log.runs[0].results or []) == 26
    result = json.loads(printed)["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/actors/a%20b.yml"
    assert result["level"] in ("error", "warning")


def test_sarif_describes_its_rules_by_their_pages() -> None:
    page = "# passage-not-found\n\nThe words are not\nin it.\n\nFamily: passage.\n"
    log = Sarif.model_validate_json(reports.as_sarif([ONE], COUNTS, {ONE.rule: page}))
    rule = (log.runs[0].tool.driver.rules or [])[0]
    assert rule.short_description is not None
    assert rule.short_description.text == "The words are not in it."
    assert rule.help is not None
    assert rule.help.markdown == page


def test_sarif_fingerprints_stay_when_lines_move_and_differ_between_faults() -> None:
    def prints(*findings: Diagnostic) -> list[str]:
        results = json.loads(reports.as_sarif(findings, COUNTS))["runs"][0]["results"]
        return [result["partialFingerprints"]["ruleFileMessage/v1"] for result in results]

    moved = Diagnostic(ONE.file, 70, 9, ONE.rule, ONE.message)
    assert prints(ONE) == prints(moved)
    assert len(set(prints(*MANY))) == len(MANY)


def test_junit_counts_its_cases() -> None:
    suite = ElementTree.fromstring(reports.as_junit([ONE, *MANY], COUNTS)).find("testsuite")
    assert suite is not None
    assert int(suite.get("tests", "0")) == len(suite.findall("testcase")) == 4
    assert int(suite.get("failures", "0")) == len(suite.findall("testcase/failure")) == 3
