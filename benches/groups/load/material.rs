//! A quarter of an invented province: reports and ledgers, about 100,000 passages, with faults that the rules know.
use std::{fmt::Write as _, path::Path};

use rust_xlsxwriter::Workbook;

const REPORTS: usize = 960;
const CITIES: &[&str] = &[
    "云汀", "沙砚", "柳坞", "雁塘", "鹿鸣", "青垣", "白圩", "桑浦", "石渡", "槐溪", "苇荡", "枫湾",
    "梧岭", "漆园", "盐泽", "松陂", "莲渚", "竹屿", "茶埠", "银滩", "铁岗", "陶窑", "纸坊", "麦垄",
];
const PLACES: &[&str] = &[
    "东渠", "西闸", "南圩", "北岭", "中洲", "上湾", "下塘", "前坪", "后山", "老街", "新埠", "横塘",
    "长堤", "短桥", "高坎", "低洼", "石桥", "木桥", "砖窑", "瓦埠",
];
const OBJECTS: &[(&str, &str)] = &[
    ("雨污混接点", "处"),
    ("入河排污口", "个"),
    ("危险废物贮存间", "间"),
    ("餐饮油烟净化设备", "套"),
    ("畜禽养殖户", "户"),
    ("加油站油气回收装置", "座"),
    ("挥发性有机物企业", "家"),
    ("黑臭水体", "条"),
    ("建筑工地扬尘点位", "处"),
    ("自行监测方案", "份"),
    ("尾矿库截洪沟", "段"),
    ("农村生活污水设施", "座"),
    ("渗滤液收集池", "座"),
    ("噪声敏感点", "处"),
    ("水源地隔离网", "公里"),
    ("在线监测站房", "座"),
];
const DOINGS: &[&str] = &[
    "更换老化管件",
    "开挖换填",
    "加装计量表",
    "补种护坡植被",
    "清理淤积物",
    "张贴标识牌",
    "校准仪器",
    "修补防渗层",
    "封堵旁路",
    "建立一户一档",
    "铺设收集管",
    "开展夜间抽测",
];
const PARTNERS: &[&str] = &[
    "城管局",
    "住建局",
    "水务局",
    "农业农村局",
    "街道办",
    "园区管委会",
    "运维公司",
];
/// Faults as they are met in reports; `{a}` is a place, `{b}` an object, `{n}` a number.
const FAULTS: &[&str] = &[
    "面对{a}的{b}问题，全局上下以时不我待的紧迫感撸起袖子，坚决打赢这场翻身仗。",
    "{a}{b}整治已达到序时进度，整体推进平稳。",
    "{a}的{b}绝大部分已经整治，剩余的正在抓紧。",
    "针对{a}{b}，前期工作取得阶段性成果，群众反映较好。",
    "{a}{b}问题已整改完成：召开推进会{n}次，印发实施方案1份，成立工作专班。",
    "组织{a}干部观看警示教育片并撰写心得，{b}管理不规范问题得到彻底解决。",
    "经过半年攻坚，{a}{b}散乱现象得到根本扭转，面貌焕然一新。",
    "XX街道对××条{b}问题逐一开展了走访。",
    "对{a}所有涉及{b}的企业，不论是否达标，一律停产至月底。",
    "{a}监测井封存验收单日期为2026年{m}月9日，开工令日期却是2026年{m}月27日。",
    "{a}共排查{b}{x}，其中东片{y}、西片{z}。",
    "{a}的{b}由前一家运维公司安装，坏在哪里得问他们，我局没有图纸，修不了。",
    "{a}爆裂的那只法兰换好了，同一批装的另外{n}只没有换，也没有查。",
];
const QUARTERS: &[&str] = &["一", "二", "三", "四"];

/// The same numbers for everyone.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    /// A number below `n`.
    pub(crate) fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 20) % n.max(1) as u64) as usize
    }
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

/// What people type into the search box.
pub(crate) fn queries() -> Vec<String> {
    let mut queries: Vec<String> = [
        "整改完成",
        "\"序时进度\"",
        "验收 销号",
        "管件 NOT 更换",
        "开挖换填 OR 防渗层",
        "渗滤液",
    ]
    .map(str::to_owned)
    .into();
    queries.extend(OBJECTS.iter().map(|(o, _)| (*o).to_owned()));
    queries.extend(PLACES.iter().zip(DOINGS).map(|(p, d)| format!("{p} {d}")));
    queries
}

/// Units that can be filtered by.
pub(crate) fn unit(at: usize) -> String {
    format!("{}市生态环境局", CITIES[at % CITIES.len()])
}

/// Writes the material into a folder.
pub(crate) fn write(folder: &Path) {
    for number in 0..REPORTS {
        let quarter = number / CITIES.len() % QUARTERS.len();
        let batch = folder.join(format!("2026年{}季度", QUARTERS[quarter]));
        std::fs::create_dir_all(&batch).unwrap();
        let name = format!("{}_整改进展报告_{number:04}.txt", unit(number));
        std::fs::write(batch.join(name), report(number, quarter)).unwrap();
    }
    let ledgers = folder.join("台账");
    std::fs::create_dir_all(&ledgers).unwrap();
    for (version, day) in ["2026年6月30日", "2026年9月30日"].iter().enumerate() {
        book(&ledgers, "监督台账（总账）", day, (0, 4_000), version);
        for (city, name) in CITIES.iter().enumerate() {
            let name = format!("{name}市督察反馈问题整改清单");
            book(&ledgers, &name, day, (10_000 + city * 1_000, 420), version);
        }
    }
}

/// A report of some seventy paragraphs, four to eight of them with a fault.
fn report(number: usize, quarter: usize) -> String {
    let mut dice = Dice::new(number as u64 + 1);
    let (city, unit) = (CITIES[number % CITIES.len()], unit(number));
    let (first, last) = (quarter * 3 + 1, quarter * 3 + 3);
    let mut text = format!(
        "{unit}2026年第{}季度整改进展报告（第{}期）\n\n省生态环境厅：\n现将我局2026年{first}月至{last}月整改进展报告如下。\n",
        QUARTERS[quarter],
        number / CITIES.len() + 1,
    );
    let faults: Vec<usize> = (0..4 + dice.roll(5)).map(|_| 2 + dice.roll(60)).collect();
    let mut paragraph = 0;
    for (part, count) in [
        ("一、总体情况", 8),
        ("二、整改进展", 36),
        ("三、整改成效", 12),
        ("四、下一步工作", 12),
    ] {
        let _ = writeln!(text, "{part}");
        for _ in 0..count {
            paragraph += 1;
            let line = match faults.contains(&paragraph) {
                true => fault(&mut dice, city),
                false => honest(&mut dice, city, last),
            };
            let _ = writeln!(text, "{line}");
        }
    }
    let _ = writeln!(text, "{unit}\n2026年{last}月28日");
    text
}

/// A paragraph that can be checked.
fn honest(dice: &mut Dice, city: &str, month: usize) -> String {
    let (object, measure) = *dice.pick(OBJECTS);
    let (all, place) = (
        12 + dice.roll(480),
        format!("{city}市{}", dice.pick(PLACES)),
    );
    let done = dice.roll(all);
    let (what, other) = (*dice.pick(DOINGS), *dice.pick(DOINGS));
    let (day, partner) = (1 + dice.roll(28), *dice.pick(PARTNERS));
    match dice.roll(6) {
        0 => format!(
            "{place}列入清单的{object}共{all}{measure}，{month}月{day}日前{what}{done}{measure}，剩余{}{measure}，由{partner}负责，次月{day}日前做完。",
            all - done
        ),
        1 => format!(
            "ZZ2026-{:04}号事项（{place}{object}）：{month}月{day}日{what}，监测站取样{}次，结果见附件{}。",
            dice.roll(4_000),
            1 + dice.roll(9),
            1 + dice.roll(20)
        ),
        2 => format!(
            "{month}月{day}日会同{partner}到{place}查看{object}，抽查{}{measure}，发现{}{measure}需要{other}，当场下达通知书，编号{}。",
            5 + dice.roll(40),
            1 + dice.roll(4),
            1000 + dice.roll(9000)
        ),
        3 => format!(
            "{place}{object}{what}合同金额{}.{}万元，{month}月{day}日开工，累计支付{}万元，监理月报第{}期。",
            20 + dice.roll(900),
            dice.roll(10),
            5 + dice.roll(200),
            1 + dice.roll(30)
        ),
        4 => format!(
            "因{partner}管线迁改，{place}{object}{other}尚未开始，涉及{}{measure}，已于{month}月{day}日函告，计划12月{day}日前完成。",
            1 + dice.roll(30)
        ),
        _ => format!(
            "{place}居民{month}月{day}日反映{object}附近有异味，当晚{}时到场，测得臭气浓度{}（标准限值20），已要求{what}并在三日后复测。",
            18 + dice.roll(6),
            5 + dice.roll(30)
        ),
    }
}

fn fault(dice: &mut Dice, city: &str) -> String {
    let (object, measure) = *dice.pick(OBJECTS);
    let (east, west) = (5 + dice.roll(60), 5 + dice.roll(60));
    dice.pick(FAULTS)
        .replace("{a}", &format!("{city}市{}", dice.pick(PLACES)))
        .replace("{b}", object)
        .replace("{n}", &(2 + dice.roll(40)).to_string())
        .replace("{m}", &(1 + dice.roll(9)).to_string())
        .replace("{x}", &format!("{}{measure}", east + west + 3))
        .replace("{y}", &format!("{east}{measure}"))
        .replace("{z}", &format!("{west}{measure}"))
}

/// One version of a ledger; in the later one every seventh matter has moved.
fn book(folder: &Path, name: &str, day: &str, (from, rows): (usize, usize), version: usize) {
    let heads = [
        "序号",
        "台账编号",
        "事项名称",
        "牵头单位",
        "办理时限",
        "完成情况",
        "进展情况",
    ];
    let states = ["进行中", "已完成", "达到序时进度", "已销号"];
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("台账").unwrap();
    sheet.write(0, 0, format!("{name}（截至{day}）")).unwrap();
    for (col, head) in (0..).zip(heads) {
        sheet.write(1, col, head).unwrap();
    }
    for row in 0..rows {
        let mut dice = Dice::new((from + row) as u64 + 77);
        let (object, measure) = *dice.pick(OBJECTS);
        let city = CITIES[(from / 1_000 + row) % CITIES.len()];
        let (all, state) = (20 + dice.roll(90), dice.roll(states.len()));
        let moved = version * usize::from(row % 7 == 0);
        let cells = [
            (row + 1).to_string(),
            format!("ZZ2026-{:04}", from + row),
            format!(
                "{city}市{}{object}整治（第{}项）",
                dice.pick(PLACES),
                from + row
            ),
            format!("{city}市生态环境局"),
            format!("2026年{}月底前", 8 + dice.roll(5)),
            states[(state + moved) % states.len()].to_owned(),
            format!(
                "共{all}{measure}，已{}{}{measure}",
                dice.pick(DOINGS),
                dice.roll(all / 2) + moved
            ),
        ];
        for (col, cell) in (0..).zip(cells) {
            sheet
                .write(u32::try_from(row).unwrap() + 2, col, cell)
                .unwrap();
        }
    }
    workbook
        .save(folder.join(format!("{name}_截至{day}.xlsx")))
        .unwrap();
}
