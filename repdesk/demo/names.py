"""Invented names: places, companies, people, rivals; phone numbers that belong to nobody."""

from typing import NamedTuple


class Place(NamedTuple):
    """A zone of the territory, on which weekdays the rep drives there, and streets in it."""

    zone: str
    weekdays: tuple[int, ...]
    share: float
    streets: tuple[str, ...]
    neighbours: tuple[str, ...]


PLACES = (
    Place("苏州", (1, 4), 24, ("工业园区星湖街", "新区长江路", "相城区元和路"), ("昆山", "吴江")),
    Place("无锡", (2,), 20, ("新吴区锡士路", "惠山区堰桥路", "滨湖区胡埭路"), ("江阴", "苏州")),
    Place("昆山", (3,), 17, ("玉山镇城北路", "千灯镇石浦路", "花桥镇金城路"), ("苏州", "太仓")),
    Place("常熟", (5,), 10, ("东南大道", "虞山镇海虞路"), ("张家港", "苏州")),
    Place("吴江", (4,), 10, ("盛泽镇舜湖路", "松陵镇长安路"), ("苏州",)),
    Place("太仓", (3,), 9, ("沙溪镇岳鹿路", "陆渡镇发达路"), ("昆山", "常熟")),
    Place("张家港", (5,), 11, ("杨舍镇人民路", "金港镇保税路"), ("江阴", "常熟")),
    Place("江阴", (2,), 10, ("澄江镇滨江路", "周庄镇华宏路"), ("无锡", "张家港")),
)
ABROAD = "海外"

FIRST = "恒立德泰远永天瑞盛华昌新东科凯正宏博鑫金安佳兴嘉明海润锦康达"
SECOND = "辉通升源泰达信诚昱腾澄宇隆力峰和舟丰航欣"
"""A company's own word is one character of each."""


class Trade(NamedTuple):
    """An industry: how its companies end, what it is, whether cooling water drives it."""

    industry: str
    endings: tuple[str, ...]
    need: str
    cooling: bool


TRADES = (
    Trade("精密机械", ("精密", "机械", "精工", "数控"), "机床冷却液过滤,怕停机", False),
    Trade("电子", ("电子", "半导体", "光电", "线路板"), "纯水前处理,滤芯用量稳定", False),
    Trade("水务", ("水务", "净水", "环保"), "取水泵和加压泵,看重能耗", True),
    Trade("化工", ("化工", "新材料", "涂料"), "耐腐泵,机封寿命是痛点", False),
    Trade("纺织印染", ("纺织", "印染", "化纤"), "冷却塔循环泵,夏天用量大", True),
    Trade("食品饮料", ("食品", "饮料", "乳业"), "卫生级过滤,要材质证书", False),
    Trade("制药", ("制药", "生物"), "除菌过滤,验证文件要齐", False),
    Trade("钢铁", ("特钢", "金属", "铜业"), "冷却循环水,流量大", True),
    Trade("汽车零部件", ("汽配", "铸造", "橡塑"), "清洗线泵和油水过滤", False),
    Trade("暖通工程", ("机电", "暖通", "泵业"), "项目型采购,集中在供冷季", True),
)


class Foreign(NamedTuple):
    """A customer abroad as invented: name, city, country, phones without the last digits."""

    name: str
    city: str
    country: str
    phone: str
    industry: str
    people: tuple[str, ...]


FOREIGN = (
    Foreign(
        "Brandauer Filtertechnik GmbH",
        "Berlin",
        "Germany",
        "+49 30 23125 ",
        "filtration",
        ("Jonas Brandauer", "Katrin Vogel"),
    ),
    Foreign(
        "Lindhorst Pumpen KG",
        "Berlin",
        "Germany",
        "+49 30 23125 ",
        "pumps",
        ("Uwe Lindhorst", "Silke Amann"),
    ),
    Foreign(
        "Kitagawa Suido K.K.",
        "Osaka",
        "Japan",
        "+81 6-0000-0",
        "water",
        ("Haruto Kitagawa", "Mio Ishida"),
    ),
    Foreign(
        "Minh Phuc Water JSC",
        "Hai Phong",
        "Vietnam",
        "+84 225 0000 ",
        "water",
        ("Nguyen Van Phuc", "Tran Thi Lan"),
    ),
    Foreign(
        "Song Hong Textile Co., Ltd.",
        "Nam Dinh",
        "Vietnam",
        "+84 228 0000 ",
        "textile",
        ("Le Quang Huy", "Pham Thu Ha"),
    ),
    Foreign(
        "Harrowgate Fluid Systems Ltd",
        "Leeds",
        "United Kingdom",
        "+44 1632 960",
        "hvac",
        ("Claire Ashdown", "Tom Wetherby"),
    ),
    Foreign(
        "Cedar Bluff Process Inc.",
        "Columbus",
        "United States",
        "+1 614-555-0",
        "food",
        ("Dana Whitlock", "Miguel Ortega"),
    ),
    Foreign(
        "Pelangi Aqua Sdn. Bhd.",
        "Penang",
        "Malaysia",
        "+60 4-000 0",
        "water",
        ("Farid Rahman", "Lim Siew Ling"),
    ),
)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑顾陆沈钱蒋"
GIVEN = (
    *("建国", "志强", "丽娜", "海燕", "文斌", "晓峰", "国平", "美玲", "立新", "雪梅", "永康"),
    *("卫东", "春燕", "伟明", "慧敏", "俊杰", "红霞", "振华", "金花", "学军", "佳怡", "子豪"),
    *("秀英", "德胜", "亚萍", "宏亮", "静", "磊", "敏", "涛", "芳", "勇"),
)

ROLES = (
    ("采购经理", "decides"),
    ("设备科长", "specifies"),
    ("财务", "pays"),
    ("车间主任", "uses"),
    ("总经理", "decides"),
    ("动力工程师", "specifies"),
    ("仓库主管", "uses"),
    ("副总", "blocks"),
)
ROLES_ABROAD = (
    ("purchasing", "decides"),
    ("maintenance manager", "specifies"),
    ("managing director", "decides"),
)
STYLES = (
    "直来直去,先说价格",
    "喜欢看数据,带对比表",
    "话不多,书面确认最稳",
    "爱聊家常,留足时间",
    "怕麻烦,一次说清",
    "技术出身,聊参数",
)
STYLES_ABROAD = (
    "short e-mails, answers the same day",
    "wants data sheets before any call",
    "formal, always copies her boss",
)
TIMES = ("周二/周四上午", "上午9-11点", "下午2点以后", "午饭前", "周一不行", "下班前半小时")
TIMES_ABROAD = ("15:00-17:00 our time", "before 11:00 our time")
HOURS = ("08:00-17:00", "08:30-17:30", "08:00-16:30")
RIVALS = ("Grundfos", "威乐", "南方泵业", "凯泉", "颇尔", "杭州博滤", "宜兴清源")
RIVALS_ABROAD = ("Grundfos", "KSB", "Ebara", "Pall")
TYPES = (("终端用户", 0.62), ("设备商", 0.18), ("工程公司", 0.12), ("经销商", 0.08))
SOURCES = ("老客户转介绍", "展会", "官网询盘", "陌拜", "同事转来", "招标网")
TAGS = ("要开票先行", "价格敏感", "节能改造", "年度框架", "夏季旺", "需验厂", "两条产线")
CARE = ("按合同执行", "临时加急多", "要提前报备进厂", "只收纸质发票", "送货要约时间")


def phone_of(number: int) -> str:
    """Return the mobile number of that running number, in the range kept for fiction."""
    return f"138-0000-{number % 10000:04}"
