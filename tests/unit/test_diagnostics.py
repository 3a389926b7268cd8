"""Findings held against others."""

from macros.diagnostics import Diagnostic, parted


def test_findings_are_the_same_whatever_their_line_and_each_counts_once() -> None:
    one, other = (Diagnostic("data/x.yml", 3, 1, "unknown-key", message) for message in ("one", "other"))
    moved, again = (Diagnostic("data/x.yml", line, 9, "unknown-key", "one") for line in (8, 9))
    assert parted([one, other], [moved]) == ([one], [other])
    assert parted([moved, again, other], [one]) == ([moved], [again, other])
    assert parted([one], [other, one, moved]) == ([one], [])
    assert parted([], [one]) == ([], [])
