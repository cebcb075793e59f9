"""Accounts the demo always tells of, so that its first screens show every kind of reason."""

from typing import Any, NamedTuple


class Pinned(NamedTuple):
    """An account with its story: how it buys is set, the rest drawn."""

    name: str
    alias: str
    zone: str
    industry: str
    known: dict[str, Any]
    people: tuple[tuple[str, str, str], ...]
    """(name, role, power)"""


PINNED = (
    Pinned(
        "苏州恒力精密",
        "Suzhou Hengli Precision",
        "苏州",
        "精密机械",
        {"grade": "A", "mood": "steady", "gap": 26, "value": 19_000.0, "since": 22, "slow": -3},
        (("王军", "采购经理", "decides"), ("李娜", "财务", "pays")),
    ),
    Pinned(
        "无锡东升水务",
        "Wuxi Dongsheng Water",
        "无锡",
        "水务",
        {
            "grade": "B",
            "mood": "steady",
            "gap": 38,
            "value": 12_500.0,
            "since": 30,
            "slow": 6,
            "terms": 30,
        },
        (("钱国强", "设备科长", "specifies"), ("沈慧", "财务", "pays")),
    ),
    Pinned(
        "昆山立德电子",
        "Kunshan Lide Electronics",
        "昆山",
        "电子",
        {"grade": "C", "mood": "growing", "gap": 40, "value": 6_200.0, "since": 17, "slow": 2},
        (("陈静", "采购经理", "decides"),),
    ),
    Pinned(
        "吴江远大机械",
        "Wujiang Yuanda Machinery",
        "吴江",
        "精密机械",
        {"grade": "B", "mood": "steady", "gap": 43, "value": 11_000.0, "since": 61, "slow": 2},
        (("周伟明", "采购经理", "decides"), ("吴磊", "动力工程师", "specifies")),
    ),
    Pinned(
        "昆山科信",
        "Kunshan Kexin",
        "昆山",
        "电子",
        {"grade": "A", "mood": "steady", "gap": 24, "value": 17_500.0, "since": 20, "slow": -3},
        (("顾美玲", "采购经理", "decides"), ("朱涛", "设备科长", "specifies")),
    ),
    Pinned(
        "常熟天一泵业",
        "Changshu Tianyi Pumps",
        "常熟",
        "暖通工程",
        {"grade": "C", "mood": "once", "gap": 45, "value": 9_600.0, "since": 28, "slow": 2},
        (("徐建国", "总经理", "decides"),),
    ),
    Pinned(
        "太仓永盛",
        "Taicang Yongsheng",
        "太仓",
        "钢铁",
        {"grade": "B", "mood": "steady", "gap": 36, "value": 10_500.0, "since": 12, "slow": -3},
        (("孙卫东", "设备科长", "specifies"), ("何芳", "采购经理", "decides")),
    ),
    Pinned(
        "张家港华昌",
        "Zhangjiagang Huachang",
        "张家港",
        "化工",
        {"grade": "C", "mood": "lapsing", "gap": 35, "value": 6_400.0, "since": 92, "slow": 10},
        (("马俊杰", "采购经理", "decides"),),
    ),
)
