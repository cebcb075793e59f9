"""A folder in which one customer stands in every kind of file, and a search that knows no rules."""

import gzip
import json
import shutil
from pathlib import Path

from repdesk.domain.change import encode_change
from repdesk.domain.customer import Preferences
from repdesk.domain.entry import DealEntry, Entry, Promise
from repdesk.storage.compaction import Policy
from repdesk.storage.drafts import DraftStore
from repdesk.storage.journal import framed
from tests.storage.sessions import NOW, desk, session

NAME, OTHER = "张家港华昌", "[/] ${x}"
TRACES = (
    NAME,
    "Huachang Group",
    "138-0000-4272",
    "138-0000-0001",
    "wang@huachang.example",
    "91320582MA1",
    "人民路 88 号",
    "王小军",
    "wxj@huachang.example",
    "brother of the mayor",
    "asked for the red pump",
    "never on a Monday",
    "private: drinks",
    "call back re sample",
    "two red pumps",
    "because of the mayor",
    "huachang group",
)
"""Words that stand nowhere afterwards; 138-0000-0001 is a number the customer no longer has."""


def filled(folder: Path) -> str:
    """Make the folder and return the id of the customer to be erased."""
    one = desk(session(folder, Policy.NEVER))
    customer = str(
        one.add_customer(
            NAME,
            aliases=("Huachang Group",),
            phones=("138-0000-0001",),
            email="wang@huachang.example",
            tax_no="91320582MA1",
            address="人民路 88 号",
            zone="苏州",
            own_tier="VIP",
            preferences=Preferences(note="never on a Monday"),
        ).answer
    )
    other = one.add_customer(OTHER, zone="苏州").answer
    gone = one.add("contacts", customer=customer, name="Li").answer
    one.delete("contacts", gone)
    person = one.add(
        "contacts",
        customer=customer,
        name="王小军",
        email="wxj@huachang.example",
        note="brother of the mayor",
    ).answer
    one.log(
        customer,
        Entry(
            kind="visit",
            contacts=(person,),
            note="asked for the red pump",
            raw="v + asked for the red pump",
            private="private: drinks",
            promises=(Promise(due="2026-07-03", text="call back re sample"),),
            deals=(DealEntry(title="two red pumps", amount=1_200_000),),
        ),
    )
    one.save_order(customer, [{"product": _product(one), "qty": "2", "price": "100"}])
    one.add("payments", customer=customer, date="2026-06-29", amount=5000)
    one.add(
        "answers",
        customer=customer,
        date="2026-06-29",
        answer="not_now",
        why="because of the mayor",
    )
    one.log(other, Entry(kind="call", note="knows 张家港华昌 well; 好的"))
    one.edit("customers", customer, phones=("138-0000-4272",))
    store = one._store
    store.compact()  # type: ignore[attr-defined]
    _elsewhere(folder, customer, other)
    one.log(customer, Entry(kind="note", note="好的"))
    store.close()  # type: ignore[attr-defined]
    return customer


def _product(one: object) -> str:
    return str(one.add("products", code="P1", name="pump").answer)  # type: ignore[attr-defined]


def _elsewhere(folder: Path, customer: str, other: str) -> None:
    for room in ("backups", "rescue", "mappings"):
        (folder / room).mkdir(mode=0o700)
    shutil.copy(folder / "repdesk.json", folder / "backups" / "by-hand.json")
    book = json.loads((folder / "repdesk.json").read_bytes())
    (folder / "rescue" / "altered-3.json-0011").write_text(json.dumps(book))
    change = session(folder).book.history[-1].change()
    whole = framed(encode_change(9, change))
    (folder / "rescue" / "journal-9-2233").write_bytes(whole[: len(whole) // 2])
    (folder / "rescue" / "journal-9-4455").write_bytes(f'{{"name":"{NAME[:4]}'.encode())
    (folder / "rescue" / "journal-9-6677").write_bytes(b'{"name":"of another')
    (folder / "drafts").mkdir(mode=0o700)
    (folder / "drafts" / ".old.json.77.tmp").write_text(NAME)
    drafts = DraftStore(folder, lambda: NOW)
    drafts.save("d1", "log", customer, {"line": "v + half a visit"})
    drafts.save("d2", "log", other, {"line": f"like {NAME}", "at": [NAME, 3]})
    drafts.save("d3", "log", other, {"line": "of another"})
    mapping = f'[orders]\n"Kunde" = "customer"\n[choices]\nno_customer = "{NAME}"\nblank = "keep"\n'
    (folder / "mappings" / "00ff.toml").write_text(mapping)
    (folder / "settings.toml").write_text(f'# mine\n[snippets]\nh = "call {NAME}"\n')


def traces(folder: Path) -> list[tuple[str, str]]:
    """Every (file, word) that still stands anywhere, as any encoding of JSON writes it."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
            for word in (*TRACES, "half a visit"):
                forms = (word.encode(), json.dumps(word)[1:-1].encode())
                if any(form in raw for form in forms):
                    found.append((str(path.relative_to(folder)), word))
    return found
