"""Small wrong changes of a module, one at a time: what mutation testing (tools/mutate.py) holds the tests against.

A mutant changes one place: a number, a comparison, an operator, a condition, or one of a pair of functions such as min and
max. Annotations, docstrings, decorators, texts and switches without an effect on numbers (`strict=True`) are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

OTHER_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OTHER_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
OTHER_NAME = {
    "min": "max", "max": "min", "any": "all", "all": "any", "argmin": "argmax", "argmax": "argmin", "floor": "ceil",
    "ceil": "floor", "minimum": "maximum", "maximum": "minimum", "sin": "cos", "cos": "sin", "mean": "median",
    "median": "mean", "left": "right", "right": "left",
}  # fmt: skip
NO_EFFECT = frozenset(
    {"strict", "slots", "frozen", "eq", "dtype", "init", "repr", "copy", "out", "overwrite_b"}
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong change: in which file (relative), in which function ('' outside), on which line, and what becomes what.

    number: which of the module's changes it is, in the order of the source.
    """

    path: str
    function: str
    line: int
    before: str
    after: str
    number: int

    @property
    def name(self) -> str:
        """What the change is, in one line without its line number, so that moving code keeps it."""
        return f"{self.path} {self.function or '(module)'}: {self.before} -> {self.after}"


Change = Callable[[], ast.AST]


def mutants_of(root: Path, path: Path) -> list[Mutant]:
    """Every mutant of one module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for number, (function, line, before, after, _) in enumerate(_places(tree)):
        found.append(Mutant(path.relative_to(root).as_posix(), function, line, before, after, number))
    return found


def mutated_code(path: Path, number: int) -> CodeType:
    """The module's code with change `number` of `mutants_of` made."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    *_, change = next(place for i, place in enumerate(_places(tree)) if i == number)
    change()
    return compile(ast.fix_missing_locations(tree), str(path), "exec")


Place = tuple[str, int, str, str, Change]


def _places(tree: ast.Module) -> Iterator[Place]:
    """Function, line, before, after and what makes the change, for every place of a module."""
    yield from _walk(tree, "", False)


def _walk(node: ast.AST, function: str, in_function: bool) -> Iterator[Place]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        is_function = not isinstance(node, ast.ClassDef)
        inner = (f"{function}.<locals>." if in_function else f"{function}." if function else "") + node.name
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*node.args.defaults, *node.args.kw_defaults):
                if default is not None:
                    yield from _walk(default, inner, True)
        for child in node.body:
            yield from _walk(child, inner, is_function)
        return
    if _left_alone(node):
        return
    for before, after, field, value in _changes(node):
        yield function, getattr(node, "lineno", 0), before, after, _setter(node, field, value)
    for child in _children(node):
        yield from _walk(child, function, in_function)


def _left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
        return True
    if isinstance(node, ast.Raise):  # what is refused is in the condition; words are no matter of numbers
        return True
    if isinstance(node, ast.keyword):
        return node.arg in NO_EFFECT
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id == "__all__" or _is_type(node.value)
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _is_type(value: ast.expr) -> bool:
    """Whether a name is given to a type, as in Triple = tuple[float, float, float]."""
    return isinstance(value, ast.Subscript) and ast.unparse(value.value) in {
        "dict",
        "tuple",
        "list",
        "NDArray",
        "Callable",
    }


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield each


def _setter(node: ast.AST, field: str, value: object) -> Change:
    def change() -> ast.AST:
        setattr(node, field, value)
        return node

    return change


def _changes(node: ast.AST) -> Iterator[tuple[str, str, str, object]]:
    """Before, after, and which field of the node becomes what."""
    for field, value in _new_fields(node):
        other = copy.copy(node)
        setattr(other, field, value)
        yield _said(node), _said(other), field, value


def _new_fields(node: ast.AST) -> Iterator[tuple[str, object]]:
    match node:
        case ast.Constant(value=bool() as value):
            yield "value", not value
        case ast.Constant(value=int() as number):
            yield "value", number + 1
        case ast.Constant(value=float() as number):
            yield "value", number * 1.25 if number else 0.1
        case ast.Constant(value="left" | "right" as side):
            yield "value", OTHER_NAME[side]
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                yield "ops", [*ops[:i], OTHER_COMPARISON[type(op)](), *ops[i + 1 :]]
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in OTHER_OPERATOR:
            yield "op", OTHER_OPERATOR[type(op)]()
        case ast.BoolOp(op=op):
            yield "op", ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.USub()):
            yield "op", ast.UAdd()
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            yield "operand", ast.UnaryOp(ast.Not() if isinstance(node.op, ast.Not) else ast.Invert(), operand)
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(
            test, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            yield "test", ast.UnaryOp(ast.Not(), test)
        case ast.Name(id=name) if name in OTHER_NAME:
            yield "id", OTHER_NAME[name]
        case ast.Attribute(attr=name) if name in OTHER_NAME:
            yield "attr", OTHER_NAME[name]


def _said(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())[:100]
