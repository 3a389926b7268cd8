"""`brief links` asks real servers, here on this machine."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from macros.cli import main
from macros.reading.address import ask
from tests.cases.golden import BASE, build
from tests.cases.test_command import edit


class Pages(BaseHTTPRequestHandler):
    """Answers with the number that its path ends in; 301 leads to /200, 302 to /404."""

    def do_GET(self) -> None:
        number = int(self.path.rsplit("/", 1)[-1])
        self.send_response(number)
        if number in (301, 302):
            self.send_header("Location", "/200" if number == 301 else "/404")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("page", "state"),
    [
        ("200", "there"),
        ("200#part", "there"),
        ("301", "there"),
        ("302", "gone"),
        ("404", "gone"),
        ("410", "gone"),
        ("403", "unclear"),
        ("429", "unclear"),
        ("500", "unclear"),
    ],
)
def test_an_answer(server: str, page: str, state: str) -> None:
    assert ask(f"{server}/{page}").state == state


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "no address", "http://", "http://a b/", "http://[::1/x"]
)
def test_what_is_no_address_is_not_asked(address: str) -> None:
    assert ask(address).state == "gone"


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/").state == "gone"


def test_the_sources_of_a_brief(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = build(BASE, tmp_path / "brief")
    assert main(["links", "-C", str(folder)]) == 0
    assert capsys.readouterr().out == "0 addresses in 2 sources: 0 dead, 0 unclear\n"
    given = "URL:\n  value: {}\n  inferred: It is there\n  from: Light fails at Gull Point"
    edit(folder, "data/sources/gazette.yml", "URL: {absent: Looked for a web address}", given.format(f"{server}/404"))
    assert main(["links", "-C", str(folder)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    place, severity, rule, message = first.split(" ", 3)
    assert (place, severity, rule) == ("data/sources/gazette.yml:13:10:", "error", "address-dead")
    assert message == f"'{server}/404': the server answers 404 Not Found"
    assert last == "1 address in 2 sources: 1 dead, 0 unclear"
    edit(folder, "data/sources/gazette.yml", f"{server}/404", f"{server}/403")
    assert main(["links", "-C", str(folder)]) == 0
    _, severity, rule, *_ = capsys.readouterr().out.split()
    assert (severity, rule) == ("warning", "address-unclear")
