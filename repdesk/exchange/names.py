"""What columns, tables and words are called elsewhere, English and Chinese, folded."""

_MONTHS = (
    "jan january",
    "feb february",
    "mar march",
    "apr april",
    "may",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september",
    "oct october",
    "nov november",
    "dec december",
)

TABLE_NAMES: dict[str, str] = {
    "customers": "customer customers client clients account accounts 客户 客户资料 客户档案"
    " 客户列表 客户信息 客户表",
    "contacts": "contact contacts people person persons 联系人 联系人资料",
    "interactions": "interaction interactions activity activities visit visits call calls log 拜访"
    " 拜访记录 跟进记录 联系记录 活动",
    "followups": "followup followups task tasks todo todos promise promises 待办 跟进 任务 承诺",
    "stages": "stage stages 阶段",
    "deals": "deal deals opportunity opportunities pipeline salespipeline lead leads 商机 线索"
    " 机会",
    "stage_events": "stageevent stageevents stagehistory dealhistory 阶段记录 商机阶段",
    "products": "product products item items article articles goods material materials 产品 商品"
    " 物料 货品 产品资料 产品目录",
    "prices": "price prices pricelist 价格 协议价 客户价格",
    "orders": "order orders orderline orderlines orderdetail orderdetails orderitem orderitems sale"
    " sales invoice invoices invoiceline invoicelines transaction transactions 订单 订单明细 销售"
    " 销售明细 销售订单 销售出库 出库 出库明细 发票",
    "payments": "payment payments receipt receipts collection collections 回款 收款 付款 回款明细"
    " 收款单",
    "spends": "spend spends expense expenses cost costs 费用 支出 花费",
    "targets": "target targets quota quotas goal goals 目标 指标 任务指标 销售目标",
    "tier_marks": "tiermark tiermarks",
    "answers": "answer answers",
    "stops": "stop stops route 行程",
    "actions": "action actions",
    "zones": "zone zones territory territories 区域 片区",
    "rates": "rate rates exchangerate exchangerates 汇率",
    "saved_filters": "savedfilter savedfilters",
    "open_items": "openitem openitems receivable receivables aging ageing 应收 应收账款"
    " 应收账款明细 应收明细 未收款",
}
"""Table -> what files are called that hold it."""

OWN_PREFIXES: dict[str, str] = {
    "customers": "customer client account company cust 客户 公司 单位",
    "contacts": "contact person 联系人",
    "products": "product item article material goods sku 产品 商品 物料 货品 存货",
    "orders": "order sales invoice line 订单 销售 单据 明细",
    "deals": "deal opportunity lead 商机 线索 机会",
    "payments": "payment receipt 回款 收款 付款",
    "interactions": "activity visit interaction 拜访 跟进 活动",
    "followups": "task followup todo 任务 待办",
    "spends": "expense spend 费用",
    "targets": "target 目标",
    "zones": "zone 区域",
}
"""Table -> what may stand before a column's name there: `product_name` is a product's name."""

_CUSTOMER_ID = (
    "customerid customercode customerno customernumber custid custno custcode clientid clientcode"
    " accountid accountcode accountno 客户编号 客户代码 客户编码 客户号 客户id 往来单位编码"
)
_CUSTOMER_NAME = (
    "customer customername client clientname account accountname company companyname custname"
    " buyer 客户 客户名称 客户名 客户简称 客户全称 公司 公司名称 单位名称 购货单位 往来单位"
    " 购买方 购方名称"
)
_PRODUCT_ID = (
    "productid productcode productno sku stockcode itemcode itemno itemid articleno materialno"
    " partno productsku 产品编号 产品编码 产品代码 商品编码 商品编号 物料编码 物料编号 物料代码"
    " 货号 存货编码 型号"
)
_PRODUCT_NAME = (
    "product productname item itemname article articlename material description itemdescription"
    " 产品 产品名称 商品 商品名称 物料名称 货品名称 品名 存货名称 货物名称"
)
_ORDER_NO = (
    "orderno orderid ordernumber ordernum order invoiceno invoicenumber invoiceid invoice"
    " documentno docno sono 订单号 订单编号 订单 单号 单据编号 单据号 销售单号 发票号 发票号码"
)
_DEAL_ID = "dealid deal opportunityid opportunity leadid 商机编号 商机 商机id 线索编号"
_WHEN = "at date datetime time when timestamp 时间 日期 拜访时间 拜访日期 跟进时间 跟进日期"

WORDS: dict[str, dict[str, str]] = {
    "": {
        "ref": "ref externalid",
        "created": "created createdat createdate creationdate since 创建时间 创建日期 建档日期"
        " 登记日期 开户日期",
        "updated": "updated updatedat",
        "note": "note notes remark remarks comment comments memo 备注 说明",
        "zone": "zone territory region area district 区域 片区 地区 大区 销售区域",
        "city": "city town 城市 市 所在城市",
        "phones": "phones phone tel telephone mobile cell phonenumber 电话 手机 联系电话 手机号"
        " 电话号码",
        "email": "email mail emailaddress 邮箱 电子邮箱 邮件 电子邮件",
        "category": "category categoryname productgroup group productcategory productline 类别"
        " 分类 品类 产品类别 产品分类 商品分类 产品线",
        "unit": "unit uom unitofmeasure quantityperunit packing 单位 计量单位 规格单位",
        "currency": "currency 币种 币别 货币",
        "tags": "tags tag labels 标签",
        "source": "source leadsource 来源 客户来源 线索来源",
    },
    "customers": {
        "code": f"{_CUSTOMER_ID} code number no id 编号 编码 代码",
        "name": f"{_CUSTOMER_NAME} name fullname 名称 企业名称",
        "type": "type customertype kind segment 类型 客户类型 性质",
        "industry": "industry sector branch 行业 所属行业",
        "address": "address street address1 address2 postalcode postcode zip zipcode country"
        " officelocation 地址 详细地址 邮编 国家",
        "tax_no": "taxno taxid vat vatno vatid 税号 纳税人识别号 统一社会信用代码",
        "terms": "terms paymentterms termsdays creditdays 账期 付款条件 信用期",
        "credit_limit": "creditlimit credit 信用额度 授信额度",
        "annual_demand": "annualdemand demand potential turnover annualturnover yearlyturnover"
        " turnoverperyear annualsales yearlysales salesperyear 年需求 年需求量 年采购额 年销售额"
        " 年营业额 年成交额 年交易额",
        "own_tier": "owntier tier grade level class 等级 客户等级 级别 客户级别",
        "needs": "needs need 需求 客户需求",
        "contact_name": "contactname contact contactperson 联系人 联系人姓名 负责人 采购",
        "contact_role": "contacttitle contactrole contactposition 联系人职务 职务 职位",
        "contact_phone": "contactphone contactmobile contacttel 联系人电话 联系人手机",
        "contact_email": "contactemail 联系人邮箱",
        "hours": "hours openinghours 营业时间",
    },
    "contacts": {
        "customer": f"{_CUSTOMER_ID}",
        "customer_name": _CUSTOMER_NAME,
        "name": "name contactname fullname contact person 姓名 联系人 名字 联系人姓名",
        "role": "role title jobtitle position contacttitle 职务 职位 岗位",
        "birthday": "birthday dateofbirth 生日",
    },
    "interactions": {
        "customer": _CUSTOMER_ID,
        "customer_name": _CUSTOMER_NAME,
        "at": _WHEN,
        "kind": "kind type channel activitytype 方式 类型 拜访方式 跟进方式",
        "outcome": "outcome result 结果 拜访结果",
        "note": "note notes content summary text 内容 拜访内容 跟进内容 纪要",
        "minutes": "minutes duration 时长 分钟",
        "raw": "raw",
    },
    "followups": {
        "customer": _CUSTOMER_ID,
        "customer_name": _CUSTOMER_NAME,
        "due": "due duedate date deadline 到期 到期日 截止日期 日期",
        "text": "text subject task title what content 内容 事项 任务 待办",
        "deal": _DEAL_ID,
    },
    "deals": {
        "ref": "id dealid opportunityid leadid 编号 商机编号 商机id 线索编号",
        "customer": _CUSTOMER_ID,
        "customer_name": _CUSTOMER_NAME,
        "title": "title name deal opportunity subject topic 名称 商机名称 标题 主题 项目名称",
        "amount": "amount value closevalue dealvalue expectedrevenue revenue 金额 预计金额"
        " 商机金额 预计成交金额",
        "product": f"{_PRODUCT_ID} {_PRODUCT_NAME}",
        "stage": "stage status dealstage salesstage phase 阶段 状态 商机阶段 销售阶段",
        "created": "engagedate opendate startdate 开始日期",
        "closed": "closed closedate closeddate wondate 关闭日期 成交日期 结束日期",
        "expected_close": "expectedclose expectedclosedate 预计成交日期 预计成交时间 预计签约日期",
        "probability": "probability chance 概率 成交概率 赢率 可能性",
    },
    "stage_events": {
        "deal": f"{_DEAL_ID}",
        "at": _WHEN,
        "stage": "stage tostage newstage status 阶段 新阶段",
        "reason": "reason lostreason 原因 丢单原因 输单原因",
    },
    "products": {
        "code": f"{_PRODUCT_ID} code number no id 编号 编码 代码",
        "name": f"{_PRODUCT_NAME} name title 名称",
        "price": "price unitprice listprice salesprice salesprice 单价 售价 价格 标准价 销售价",
        "cost": "cost unitcost costprice purchaseprice 成本 成本价 单位成本 进价 采购价",
    },
    "prices": {
        "customer": f"{_CUSTOMER_ID} {_CUSTOMER_NAME}",
        "product": f"{_PRODUCT_ID} {_PRODUCT_NAME}",
        "price": "price unitprice 单价 价格 协议价",
        "until": "until validto enddate 有效期 有效期至 截止日期",
    },
    "orders": {
        "number": f"{_ORDER_NO} number no",
        "date": "date orderdate invoicedate salesdate docdate 日期 订单日期 下单日期 销售日期"
        " 单据日期 开票日期 出库日期 下单时间",
        "due": "due duedate paymentdue 到期日 应收日期 到期日期 付款到期日",
        "customer": _CUSTOMER_ID,
        "customer_name": _CUSTOMER_NAME,
        "product": _PRODUCT_ID,
        "product_name": _PRODUCT_NAME,
        "qty": "qty quantity units pieces count 数量 销售数量 件数 销量",
        "price": "price unitprice netprice 单价 不含税单价 销售单价 售价",
        "discount": "discount discountrate disc 折扣 折扣率 优惠率",
        "net": "net netamount amount linetotal total linenet netsales salesamount revenue 金额"
        " 不含税金额 销售额 销售金额 净额",
        "cost": "cost unitcost costprice 成本 单位成本 成本单价 成本价",
        "line_cost": "linecost totalcost costamount cogs 成本金额 成本总额 总成本 销售成本",
        "state": "state status orderstatus 状态 订单状态",
        "credits": "credits creditsorder creditof originalorder returnof 原订单号 原单号 退货原单",
        "tax": "tax taxrate vatrate 税率",
        "rate": "rate exchangerate 汇率",
        "channel": "channel saleschannel 渠道",
    },
    "payments": {
        "ref": "id paymentid receiptid paymentno 收款单号 回款编号 流水号",
        "customer": _CUSTOMER_ID,
        "customer_name": _CUSTOMER_NAME,
        "order": _ORDER_NO,
        "date": "date paymentdate paiddate receiptdate 日期 收款日期 回款日期 付款日期 到账日期",
        "amount": "amount paid sum 金额 收款金额 回款金额 付款金额 到账金额",
    },
    "spends": {
        "customer": f"{_CUSTOMER_ID} {_CUSTOMER_NAME}",
        "date": "date day 日期",
        "amount": "amount cost sum value 金额 费用金额",
        "kind": "kind type category 类型 类别 费用类型",
    },
    "targets": {
        "metric": "metric measure kpi 指标",
        "period": "period month quarter 期间 月份 季度 周期",
        "value": "value target amount goal 目标 目标值 目标金额 金额",
        "scope": "scope 范围",
        "year": "year 年 年份 年度",
        **{
            f"m{number:02d}": f"m{number:02d} m{number} {english} {number}月"
            for number, english in enumerate(_MONTHS, start=1)
        },
    },
    "rates": {"rate": "rate value 汇率", "currency": "currency 币种", "date": "date 日期"},
    "open_items": {
        "customer": _CUSTOMER_ID,
        "customer_name": _CUSTOMER_NAME,
        "number": _ORDER_NO,
        "date": "date orderdate invoicedate 日期 订单日期 开票日期 单据日期",
        "due": "due duedate 到期日 到期日期 应收日期",
        "amount": "amount open openamount balance outstanding 金额 未收金额 应收金额 余额 欠款"
        " 未收款",
        "as_of": "asof date 截止日期 截至 统计日期",
    },
}
"""Table ("" for all) -> field -> what its column is called; earlier fields win over later ones."""
