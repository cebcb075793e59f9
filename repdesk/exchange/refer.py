"""Which record a cell means: a customer, product, deal, order, stage; made where a file may."""

from typing import Any

import msgspec

from repdesk.domain.find import folded
from repdesk.exchange.draft import Draft, name_key
from repdesk.exchange.result import Reason


class References:
    """Resolves what rows refer to. `file` names the source in what is said of new records."""

    def __init__(self, draft: Draft, no_customer: str) -> None:
        self.draft = draft
        self._no_customer = no_customer
        self._stages: dict[str, str] = {}
        for stage in draft.stages:
            for word in (stage.id, stage.name, *stage.aliases):
                self._stages.setdefault(name_key(word), stage.id)

    def customer(
        self, code: str | None, name: str | None, make: bool = False, **fields: Any
    ) -> str | Reason:
        """Return the id of the customer of that code (id, ref, code or name) or name.

        Nobody named: the one of [choices] no_customer, else Reason "customer.none". Unknown:
        made when `make`, else Reason "customer.unknown"; several: "customer.several".
        """
        draft = self.draft
        if not code and not name:
            if self._no_customer == "reject":
                return Reason("customer.none")
            name, make = self._no_customer, True
        if found := self._called("customers", code or name or ""):
            return self._one("customers", found, code or name or "")
        if name and code:
            found = draft.find("customers", "name", name_key(name))
            found = [id_ for id_ in found if self._nameless_of_code("customers", id_)]
            if len(found) == 1:
                self._learn("customers", found[0], code)
            if found:
                return self._one("customers", found, name)
        elif found := draft.find("customers", "name", name_key(code or name or "")):
            return self._one("customers", found, code or name or "")
        if not make:
            return Reason("customer.unknown", {"name": name or code})
        given = {key: value for key, value in fields.items() if value}
        if code:
            given |= {"code": code, "refs": (code,)}
        record = draft.add("customers", name=name or code, **given)
        draft.made["customers", record.id] = name or code or ""
        return str(record.id)

    def product(
        self, code: str | None, name: str | None, make: bool = False, category: str | None = None
    ) -> str | Reason:
        """Return the id of the product of that code (id, ref, code, name) or name; as above."""
        draft = self.draft
        if not code and not name:
            return Reason("product.none")
        if found := self._called("products", code or name or ""):
            return self._one("products", found, code or name or "")
        if not (code and name) and (
            found := draft.find("products", "name", name_key(code or name or ""))
        ):
            return self._one("products", found, code or name or "")
        if not make:
            return Reason("product.unknown", {"name": name or code})
        fields: dict[str, Any] = {"code": code or name, "name": name or code, "category": category}
        if code:
            fields["refs"] = (code,)
        record = draft.add("products", **{key: value for key, value in fields.items() if value})
        draft.made["products", record.id] = code or name or ""
        return str(record.id)

    def other(self, table: str, text: str) -> str | Reason:
        """Return the id of a record of any other table: by id, ref, number, title or name."""
        draft = self.draft
        if draft.get(table, text) is not None:
            return text
        found = draft.find(table, "ref", text)
        for field in ("number", "title"):
            if not found and field in _FOUND_BY.get(table, ()):
                found = draft.find(table, (field,), (text,))
        if not found and "name" in _FOUND_BY.get(table, ()):
            found = draft.find(table, "name", name_key(text))
        if not found:
            return Reason("reference.unknown", {"table": table, "name": text})
        return self._one(table, found, text)

    def stage(self, text: str) -> str | Reason:
        """Return the id of the stage of that id, name or alias."""
        found = self._stages.get(name_key(text))
        return found if found is not None else Reason("stage.unknown", {"value": text})

    def _called(self, table: str, text: str) -> list[str]:
        """Return the ids of the records whose id, ref or code the text is."""
        draft = self.draft
        if draft.get(table, text) is not None:
            return [text]
        return draft.find(table, "ref", text) or draft.find(table, "code", folded(text))

    def _one(self, what: str, found: list[str], name: str) -> str | Reason:
        if len(found) == 1:
            return found[0]
        return Reason("reference.several", {"table": what, "name": name, "count": len(found)})

    def _nameless_of_code(self, table: str, id_: str) -> bool:
        record = self.draft.get(table, id_)
        return not record.code and not record.refs

    def _learn(self, table: str, id_: str, code: str) -> None:
        """Give a record that the rep typed by name the code the company's system calls it by."""
        record = self.draft.get(table, id_)
        known = msgspec.structs.replace(
            record, code=code, refs=(*record.refs, code), updated=self.draft.now
        )
        self.draft.put(table, known)


_FOUND_BY = {"orders": ("number",), "deals": ("title",), "contacts": ("name",), "zones": ("name",)}
