"""What is said of faults below the pages, listed from the code, so that none is forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import matcher
from matcher.files import opening

#: The repository.
_ROOT = Path(matcher.__file__).parents[1]

#: What stands in a message for what is known only when it is said: an id, a name or a number.
ANYTHING = "1"
#: What takes a fault, and where among its arguments the fault and what is accepted are.
_TAKES = {
    "Fault": (1, 2),
    "single": (1, 2),
    "refuse": (0, 1),
    "RefusedError": (0, 1),
    "_error": (0, 1),
    "Kind": (0,),
}


def of_files() -> dict[str, str]:
    """Return what the readers of files say, each with the file that says it."""
    found = _said("matcher/files/*.py", "matcher/records/*.py")
    for _, kind in opening._STARTS:
        found[f"is {kind}, not what its name says"] = "matcher/files/opening.py"
    return found


def of_forms() -> dict[str, str]:
    """Return what decisions, questions, plans and rankings say, each with the file that says it."""
    return _said(
        "scenarios/decisions/*.py",
        "scenarios/changes/*.py",
        "scenarios/selection/*.py",
        "matcher/locks.py",
        "matcher/engine.py",
        "matcher/ranking.py",
    )


def _said(*patterns: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pattern in patterns:
        for path in sorted(_ROOT.glob(pattern)):
            place = path.relative_to(_ROOT)
            if path.stem != "__init__":
                module = import_module(".".join(place.with_suffix("").parts))
                for text in _Said(ast.parse(path.read_text("utf-8")), module).all():
                    found.setdefault(text, str(place))
    return found


class _Said:
    """What one module says."""

    def __init__(self, tree: ast.Module, module: ModuleType) -> None:
        self._tree = tree
        self._module = module
        self._functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]

    def all(self) -> Iterator[str]:
        for scope in (self._tree, *self._functions):
            for call in ast.walk(scope):
                if isinstance(call, ast.Call):
                    for place in _TAKES.get(_name(call.func), ()):
                        if place < len(call.args):
                            yield from self._texts(call.args[place], scope)
        for function in self._functions:
            if function.returns and ast.unparse(function.returns) == "tuple[str, str]":
                for given in _returned(function):
                    if isinstance(given, ast.Tuple):
                        for one in given.elts:
                            yield from self._texts(one, function)
        for table in vars(self._module).values():
            if isinstance(table, dict):
                for value in table.values():
                    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
                        yield from (re.sub(r"\{\w+\}", ANYTHING, one) for one in value)

    def _texts(self, node: ast.expr, scope: ast.AST) -> Iterator[str]:
        """Yield what an expression may say; nothing where only a run can tell."""
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=values):
                parts = [""]
                for one in values:
                    texts = list(self._texts(one, scope)) or [ANYTHING]
                    parts = [before + text for before in parts for text in texts]
                yield from parts
            case ast.FormattedValue(value=value):
                yield from self._texts(value, scope)
            case ast.IfExp(body=body, orelse=orelse):
                yield from self._texts(body, scope)
                yield from self._texts(orelse, scope)
            case ast.BoolOp(values=values):
                for one in values:
                    yield from self._texts(one, scope)
            case ast.Subscript(value=ast.Name(id=name)):
                table = getattr(self._module, name, None)
                if isinstance(table, dict):
                    yield from (one for one in table.values() if isinstance(one, str))
            case ast.Call(func=ast.Name(id=name)):
                for function in self._functions:
                    if function.name == name:
                        for given in _returned(function):
                            yield from self._texts(given, function)
            case ast.Name(id=name):
                known = getattr(self._module, name, None)
                if isinstance(known, str):
                    yield known
                else:
                    yield from self._assigned(name, scope)
                    yield from self._given(name, scope)

    def _assigned(self, name: str, scope: ast.AST) -> Iterator[str]:
        """Yield what a variable of a function may hold."""
        for one in ast.walk(scope):
            if not isinstance(one, ast.Assign):
                continue
            for target in one.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield from self._texts(one.value, scope)
                elif isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
                    for left, right in zip(target.elts, one.value.elts, strict=True):
                        if isinstance(left, ast.Name) and left.id == name:
                            yield from self._texts(right, scope)

    def _given(self, name: str, scope: ast.AST) -> Iterator[str]:
        """Yield what a parameter of a function is given as."""
        names = [one.arg for one in scope.args.args] if isinstance(scope, ast.FunctionDef) else []
        if not isinstance(scope, ast.FunctionDef) or name not in names:
            return
        for caller in self._functions:
            for call in ast.walk(caller):
                if isinstance(call, ast.Call) and _name(call.func) == scope.name:
                    given = dict(zip(names, call.args, strict=False))
                    if name in given and caller is not scope:
                        yield from self._texts(given[name], caller)


def _name(called: ast.expr) -> str:
    return getattr(called, "id", getattr(called, "attr", ""))


def _returned(function: ast.FunctionDef) -> Iterator[ast.expr]:
    for one in ast.walk(function):
        if isinstance(one, ast.Return) and one.value is not None:
            yield one.value
