"""The real language server, driven as an editor does: JSON-RPC over its standard input and output."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
NODE = Path(sys.executable).parent / "node"
SERVER = ROOT / "tests/node/node_modules/yaml-language-server/bin/yaml-language-server"

DIAGNOSTICS = "textDocument/publishDiagnostics"

CLIENT = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": False}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {"relatedInformation": True},
    },
    "workspace": {"configuration": True},
}


class Editor:
    """An editor with a folder open, whose settings are those of `.vscode/settings.json` where it knows them."""

    def __init__(self, folder: Path, settings: dict[str, Any] | None = None) -> None:
        self.folder = folder
        self.settings = settings or {}
        self.number = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        assert all(path.exists() for path in (NODE, SERVER)), "run 'make tests/node/node_modules/.stamp'"
        self.process = subprocess.Popen([NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)

    def __enter__(self) -> Self:
        uri = self.folder.as_uri()
        self.ask("initialize", processId=None, rootUri=uri, capabilities=CLIENT, workspaceFolders=[{"uri": uri, "name": "brief"}])
        self.tell("initialized")
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("shutdown")
        self.tell("exit")
        self.process.wait(timeout=60)
        for stream in (self.process.stdin, self.process.stdout):
            assert stream
            stream.close()

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return the answer to it."""
        self.number += 1
        number = self.number
        self._send({"id": number, "method": method, **({"params": params} if params else {})})
        return self._read(lambda message: message.get("id") == number and "method" not in message)["result"]

    def open(self, name: str, text: str) -> list[dict[str, Any]]:
        """Open a file that was not open yet, and return what the editor marks in it."""
        uri = (self.folder / name).as_uri()
        assert uri not in self.diagnostics
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        self._read(lambda message: message.get("method") == DIAGNOSTICS and message["params"]["uri"] == uri)
        return self.diagnostics[uri]

    def complete(self, name: str, line: int, column: int) -> list[dict[str, Any]]:
        """Return what is offered at a place, from 0."""
        found = self.ask("textDocument/completion", **self._at(name, line, column))
        return found["items"] if isinstance(found, dict) else found

    def hover(self, name: str, line: int, column: int) -> str:
        """Return what is told of a place, from 0."""
        found = self.ask("textDocument/hover", **self._at(name, line, column))
        return found["contents"]["value"] if found else ""

    def _at(self, name: str, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": (self.folder / name).as_uri()}, "position": {"line": line, "character": column}}

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _read(self, wanted: Any) -> dict[str, Any]:
        """Read messages up to the one that is wanted, and serve those that come before it."""
        while True:
            message = self._message()
            if message.get("method") == DIAGNOSTICS:
                self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            if wanted(message):
                return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._setting(item.get("section") or "") for item in message["params"]["items"]]

    def _setting(self, section: str) -> Any:
        found = {name.removeprefix(f"{section}."): value for name, value in self.settings.items() if name.startswith(f"{section}.")}
        return {"schemaStore": {"enable": False}, **found} if section == "yaml" else found

    def _message(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        return json.loads(self.process.stdout.read(length))
