"""What a schema says of each field, and what can be wrong with one."""

from typing import Any, NamedTuple

from ..model import Pointer, pointer_parts


class Instead(NamedTuple):
    """What belongs in the place of a key or of its value, to the letter."""

    text: str | None
    """None for what was typed, in quotes."""
    is_key: bool = False


class Violation(NamedTuple):
    """One way in which data does not have the form a schema asks for, in the author's words."""

    pointer: Pointer
    message: str
    help: str
    unreadable: tuple[Pointer, ...]
    """The fields nothing can be said about until this is mended."""
    instead: Instead | None = None


class Field:
    """A key that a schema knows, with what it holds."""

    __slots__ = ("fields", "form", "item", "schema")

    def __init__(self, schema: dict[str, Any], definitions: dict[str, Any]) -> None:
        reference = schema.get("$ref", "")
        self.form: str = reference.rpartition("/")[2]
        """The name of the definition the field uses, such as ``money``; empty when it says itself what it holds."""
        self.schema = {**definitions[self.form], **schema} if self.form else schema
        self.fields = {key: Field(value, definitions) for key, value in self._properties().items()}
        self.item = Field(self.schema["items"], definitions) if isinstance(self.schema.get("items"), dict) else None

    def _properties(self) -> dict[str, Any]:
        """Return the keys of a mapping, also of one that is one of several accepted forms."""
        branches = (self.schema, *self.schema.get("anyOf", ()))
        return next((branch["properties"] for branch in branches if "properties" in branch), {})

    @property
    def kind(self) -> str:
        """Whether the field is a ``section`` of keys, a ``list`` or a ``value``."""
        types = self.schema.get("type")
        return "section" if types == "object" else "list" if types == "array" else "value"

    def find(self, where: Pointer) -> "Field | None":
        """Return the field a pointer leads to, or None for an unknown one."""
        field: Field | None = self
        for part in pointer_parts(where):
            if field is None:
                return None
            field = field.fields.get(part) or (field.item if part.isdecimal() else None)
        return field
