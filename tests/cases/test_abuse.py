"""Whatever is done to a brief's files, the checker says so and never falls over."""

import json
import random
from pathlib import Path

import pytest

from macros import checks, reports
from macros.brief import load
from tests.cases.golden import BASE, build

FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file())

TOKENS = [
    *(
        "",
        "~",
        "[]",
        "{}",
        "[[]]",
        "{a: b}",
        "- a",
        "x",
        "id",
        "log",
        "the-light",
        "tl-boats",
        "[the-light]",
        "none",
        '"none"',
        '"\\0"',
        "|",
        ">-",
    ),
    *(
        "2021-XX",
        "../..",
        "1931-03-0X",
        "20XX",
        "about 3",
        '"scores"',
        "-1",
        "9" * 400,
        "1e999",
        "[[",
        "]]",
        "[[ada-brandt]]",
        "[[|]]",
        "{{ x }}",
    ),
    *(
        "<script>",
        "\u202eabc",
        "\u200b",
        '"\\u200b\\u200b"',
        "é" * 3000,
        "../../etc/passwd",
        ".",
        "..",
        "/",
        "not",
        "!!str x",
        "*x",
        "&x",
        "?",
    ),
    *(
        "{log: }",
        "{log: []}",
        "{log: [a, b, c]}",
        "{source: log}",
        "{exact: x}",
        "{log: {a: b}}",
        "[{log: the light}]",
        "log.txt",
        "%",
        "#",
        "()",
    ),
]


def _mutated(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    match chance.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, line)
        case 2:
            lines[at] = " " * chance.randrange(4) + line.lstrip()
        case 3:
            key, colon, _ = line.partition(":")
            lines[at] = f"{key}{colon} {chance.choice(TOKENS)}"
        case 4:
            cut = chance.randrange(len(line) + 1)
            lines[at] = line[:cut] + chance.choice(TOKENS) + line[cut:]
        case 5:
            cut = chance.randrange(len(line) + 1)
            lines[at] = line[:cut] + line[cut + 1 :]
        case 6:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines[at] = line.replace(
                chance.choice(["log", "gazette", "text", "cite", "id", "[", "{", '"']), chance.choice(TOKENS), 1
            )
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(40))
def test_no_mutation_of_a_brief_breaks_the_checker(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder = build(BASE, tmp_path / "brief")
    for _ in range(8):
        path = folder / chance.choice(FILES)
        if path.is_file():
            path.write_text(_mutated(path.read_text(encoding="utf-8"), chance), encoding="utf-8", newline="")
        brief = load(folder)
        findings, counts = checks.run(brief), checks.counts(brief)
        assert findings == sorted(set(findings))
        assert counts["citations"] == counts["checked"] + counts["unchecked"]
        assert not counts["unchecked"] or findings
        for finding in findings:
            assert finding.line >= 1
            assert finding.column >= 1
        for write in reports.FORMATS.values():
            write(findings, counts).encode()
        json.loads(reports.as_json(findings, counts))
