"""The language server: documents in, diagnostics and quick fixes out. Only this module knows pygls."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from tfcompat import __version__
from tfcompat._pages import page_of
from tfcompat.cli._config import ConfigError, settings_for
from tfcompat.cli._limit import UNFINISHED, limited, unfinished
from tfcompat.cli._run_options import asked
from tfcompat.migrate import MISTAKES, Migration, Options, migrate_file
from tfcompat.migrate.report import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.workspace import TextDocument

    from tfcompat.cli._run_options import Asked
    from tfcompat.migrate import Finding
    from tfcompat.migrate.syntax.lines import Region

__all__ = ["serve", "server"]

server = LanguageServer("tfcompat", __version__)
_checked: dict[str, tuple[int | None, Result]] = {}
"""From the URI of a document to the checked version, and its findings."""


def serve() -> None:
    """Serve on standard input and output until the editor says to stop."""
    server.start_io()


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def _opened(ls: LanguageServer, params: types.DidOpenTextDocumentParams) -> None:
    _publish(ls, params.text_document.uri)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def _changed(ls: LanguageServer, params: types.DidChangeTextDocumentParams) -> None:
    _publish(ls, params.text_document.uri)


@server.feature(types.TEXT_DOCUMENT_DID_SAVE)
def _saved(ls: LanguageServer, params: types.DidSaveTextDocumentParams) -> None:
    _checked.pop(params.text_document.uri, None)  # the settings may have changed
    _publish(ls, params.text_document.uri)


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def _closed(ls: LanguageServer, params: types.DidCloseTextDocumentParams) -> None:
    _checked.pop(params.text_document.uri, None)
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=params.text_document.uri, diagnostics=[]))


@server.feature(
    types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
)
def _actions(ls: LanguageServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    document = ls.workspace.get_text_document(params.text_document.uri)
    result = _result(document)
    return list(_fixes(document, result, params.range)) if result else []


def _publish(ls: LanguageServer, uri: str) -> None:
    document = ls.workspace.get_text_document(uri)
    result = _result(document)
    found = [_diagnostic(document, result, one) for one in result.migration.findings] if result else []
    ls.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=document.version)
    )


def _result(document: TextDocument) -> Result | None:
    """Return the findings in a document; None if its file is excluded."""
    known = _checked.get(document.uri)
    if known and known[0] == document.version:
        return known[1]
    name = to_fs_path(document.uri) or document.uri
    this = _asked(name)
    if this.excluded(Path(name)):
        return None
    done = _migrated(document.source.encode("utf-8", "surrogatepass"), name, this)
    result = Result(done, "unchanged" if done.analysed else "not analysed")
    _checked[document.uri] = document.version, result
    return result


def _migrated(raw: bytes, name: str, this: Asked) -> Migration:
    try:
        with limited(this.time_limit):
            return migrate_file(raw, name, options=this.options_for(Path(name)))
    except UNFINISHED as error:
        said = types.LogMessageParams(types.MessageType.Warning, f"{name}: {unfinished(error)}")
        server.window_log_message(said)
        return Migration(name, raw, raw, analysed=False)


def _asked(name: str) -> Asked:
    """Return the options of `check` in the project of a file; wrong settings are ignored."""
    from tfcompat.cli._config import Settings

    settings = Settings()
    with contextlib.suppress(ConfigError, OSError):
        settings = settings_for([name])
    options = Options(select=(*MISTAKES, *settings.extend_select), ignore=settings.ignore)
    return asked(settings, options, era=None, exclude=(), unreadable_is_zero=None)


def _diagnostic(document: TextDocument, result: Result, finding: Finding) -> types.Diagnostic:
    address = page_of(finding.code)
    says = f"This file {finding.message}" if finding.unread else finding.message
    return types.Diagnostic(
        range=_range(document, result.artifact.region(finding)),
        message=f"{says}\n{finding.reason}" if finding.reason else says,
        severity=types.DiagnosticSeverity.Hint if finding.applicability == "none" else types.DiagnosticSeverity.Error,
        code=finding.code,
        code_description=types.CodeDescription(href=address) if address else None,
        source="tfcompat",
    )


def _fixes(document: TextDocument, result: Result, asked_for: types.Range) -> Iterator[types.CodeAction]:
    """Yield the fixes of the findings that touch a range, each with the imports that it needs."""
    for finding in result.migration.findings:
        diagnostic = _diagnostic(document, result, finding)
        if not finding.fixable or not _touch(diagnostic.range, asked_for):
            continue
        edits = [
            types.TextEdit(range=_range(document, region), new_text=text)
            for region, text in result.artifact.fix(finding)
        ]
        if edits:
            rests = " (unsafe: see the message)" if finding.applicability == "unsafe" else ""
            yield types.CodeAction(
                title=f"tfcompat: fix {finding.code}{rests}",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic],
                edit=types.WorkspaceEdit(changes={document.uri: edits}),
            )


def _range(document: TextDocument, region: Region) -> types.Range:
    """Return a region, whose columns count characters from 1, in the units of the editor."""
    counted = types.Range(
        start=types.Position(line=region.line - 1, character=region.column - 1),
        end=types.Position(line=region.end_line - 1, character=region.end_column - 1),
    )
    return document.position_codec.range_to_client_units(document.lines, counted)


def _touch(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end
