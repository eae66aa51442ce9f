//! `taizhang.toml`: what an office sets. An unknown key is an error with its line.
use serde::Deserialize;

use crate::model::{
    ImportProfile, LedgerSettings, Limits, OcrSettings, ReadingSettings, ReconcileSettings,
    ReviewSettings,
};

/// Settings of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How files are read.
    pub reading: ReadingSettings,
    /// What is remembered of sources.
    pub import: ImportSettings,
    /// What reading one file may cost.
    pub limits: Limits,
    /// How pictures of text are read.
    pub ocr: OcrSettings,
    /// How lists are made.
    pub flags: FlagSettings,
    /// How ledgers are kept.
    pub ledger: LedgerSettings,
    /// Limits of the checks between ledgers and reports.
    pub reconcile: ReconcileSettings,
    /// How the office reviews.
    pub review: ReviewSettings,
    /// Passwords and how long a person stays logged in.
    pub accounts: AccountSettings,
}

/// Passwords and how long a person stays logged in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccountSettings {
    /// Fewest characters of a password.
    pub password_length: usize,
    /// Failed attempts after which an account is refused for a while.
    pub failures: u32,
    /// Minutes for which it is refused then.
    pub refused_minutes: u32,
    /// Minutes without a request after which a person is logged out.
    pub idle_minutes: u32,
}

impl Default for AccountSettings {
    /// Ten characters of three kinds, five attempts and thirty minutes are what offices of level 3 (GB/T 22239-2019, 8.1.4.1)
    /// usually write into their rules; the standard itself names no numbers.
    fn default() -> Self {
        Self {
            password_length: 10,
            failures: 5,
            refused_minutes: 15,
            idle_minutes: 30,
        }
    }
}

/// What is remembered of sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportSettings {
    /// How the tables of each source are read.
    pub profile: Vec<ImportProfile>,
}

/// How lists are made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FlagSettings {
    /// Most flags of one rule shown per document; the rest is counted on the cover.
    pub per_document: u32,
    /// Most flags of one rule shown over all documents; the rest is counted on the cover.
    pub per_rule: u32,
    /// Share of accepted flags in percent below which a rule is proposed for demotion.
    pub acceptance_floor: u32,
    /// Decisions that a rule must have before its share is judged: fewer say little.
    pub acceptance_decisions: u32,
}

impl Default for FlagSettings {
    fn default() -> Self {
        Self {
            per_document: 5,
            per_rule: 60,
            acceptance_floor: 20,
            acceptance_decisions: 10,
        }
    }
}

/// The file `taizhang init` writes.
pub(super) const TEMPLATE: &str = r#"# taizhang.toml: settings of this workspace. 本工作区的设置。
# Unknown keys are refused with their line. 写错的键会连同行号报出。

[flags]
# Most flags of one rule per document, and over all documents; what is left out is counted on the cover.
# 每份材料、全部材料中同一规则最多列出多少条；略去的条数印在封面。
per_document = 5
per_rule = 60
# A rule of whose decided flags fewer than this percentage were accepted is proposed for demotion, from so many decisions on.
# 规则的已复核提示中采纳比例低于此百分数、且复核满此条数的，列为拟降级；是否降级由人决定。
acceptance_floor = 20
acceptance_decisions = 10

# Deadlines and the closed loop. Defaults as written here.
# 时限与闭环。以下均为默认值。
# [ledger]
# near_due_days = [7, 15, 30, 90]   # levels of days left 临期分级（剩余天数）
# overdue_days = [30, 60, 90]       # levels of days over 超期分级（超期天数）
# look_back_months = 6              # from close-out to look-back 销号至回头看
# standing_review_months = 6        # review cycle of standing matters 长期事项复核周期
# extensions = 2                    # extensions a matter may have 延期次数上限
# immediate_days = 30               # 立行立改 counted from receipt 立行立改自收文起
# [ledger.calendar]                 # days the State Council notices do not yet say 国办通知尚未公布的日子
# "2027-01-01" = "off"
# "2027-01-03" = "work"

# Checks between ledgers and reports (`taizhang reconcile`). Defaults as written here; printed with every result.
# 对账规则的限值；每次结果都会印出所用的值。以下均为默认值。
# [reconcile]
# convey_workdays = 5           # receipt to 学习传达 收文至传达（工作日）
# deploy_workdays = 10          # receipt to 研究部署 收文至部署（工作日）
# plan_workdays = 30            # receipt to a plan 收文至方案（工作日）
# same_day_slack = 31           # days between report and ledger still compared 台账与专报可比的间隔（天）
# long_overdue_days = 30        # overdue that is 重点 超期多少天列重点
# unchanged_similarity = 0.95   # progress of two periods counts as unchanged 进展视为未变的相似度
# stalled_periods = 2           # periods without change 连续几期未变
# report_grace_workdays = 5     # after a reporting day 报送宽限（工作日）
# complaint_days = 10           # to handle a complaint 投诉办理期限（天）
# title_similarity = 0.9        # records offered as the same matter 视为同一事项的标题相似度
# relapse_similarity = 0.8      # a new matter is a relapse 视为复发的文本相似度
# relapse_months = 24           # after close-out 销号后多少个月内
# off = []                      # checks switched off, e.g. ["RC-13"] 停用的规则
# [reconcile.rates]             # your own definitions of rates 自定的率
# "办结率" = ["已办结/总数", "(已办结+阶段性办结)/总数"]

# Accounts of the workbench (`taizhang serve`). Defaults as written here.
# 工作台账号。以下均为默认值。
# [accounts]
# password_length = 10          # fewest characters 口令最少字符数
# failures = 5                  # failed attempts before an account is refused for a while 连续失败几次后暂停登录
# refused_minutes = 15          # for so long 暂停多少分钟
# idle_minutes = 30             # logged out after so long without a request 无操作多久后退出

# Collective review, opinions, rectification. Defaults as written here.
# 集体研判、反馈意见与整改。以下均为默认值。
# [review]
# quorum = [1, 2]           # share of members that must be present 到会人数（占应到的几分之几）
# grave_quorum = [2, 3]     # the same for grave matters 重大事项到会人数
# majority = [1, 2]         # to be exceeded before an item is accepted 采纳须超过（占参加研判的几分之几）
# reply_workdays = 10       # to reply to an opinion 回复期限（工作日）
# plan_workdays = 30        # to send a plan in 报送整改方案期限（工作日）
# look_back_months = 6      # from close-out to look-back 销号至回头看（月）
# extensions = 2            # extensions a rectification may have 整改延期次数上限

# Text in scanned pages: read by an installed tesseract, or (as it stands here) not at all. Recognized text is marked as such.
# 扫描页里的文字：装有 tesseract 时可由它识别；默认不识别。识别出的文字一律另作标记。
# [ocr]
# engine = "tesseract"
# program = "tesseract"
# languages = "chi_sim"
# seconds_per_page = 60
# pages = 200

# What reading one file may cost; beyond it the file is a row of the import report with the reason. Defaults as written here.
# 读取一个文件的上限；超出的文件在导入报告中列明原因。以下均为默认值。
# [limits]
# file_mb = 512            # largest file 文件大小
# memory_mb = 2048         # memory of the reading process 读取进程的内存
# cpu_seconds = 60         # processor time 处理器时间
# wall_seconds = 300       # time on the clock 实际时间
# answer_mb = 512          # what is read of it 读出的内容
# nesting = 5              # files inside files 文件套文件的层数
# files = 10000            # files inside one file 一个文件内所含文件数
# expansion_ratio = 400    # growth when unpacked, above 32 MB 解包膨胀倍数（超过 32 MB 后计）
# expanded_mb = 512        # unpacked size in all 解包总量
# cells = 5000000          # filled cells of a workbook 工作簿的有值单元格
# pages = 5000             # pages of a file 页数

# How files are read. 读取。
[reading]
# The highest level this site may hold; a file marked higher is refused and nothing of it is kept:
# 公开 < 内部 < 工作秘密 < 秘密 < 机密 < 绝密.
# 本机可存的最高密级；标注更高密级的文件一律不收，除文件名、大小、校验值和原因外不留任何内容。
secrecy = "工作秘密"

# Column headers of your own tables -> field (see `taizhang explain fields`).
# 自有表格的列名对应到哪个字段。
[reading.headers]
# "经办司局" = "lead_unit"

# Units the office knows. 本组监督的单位。
# [[reading.units]]
# name = "某某司"
# kind = "司局"             # 驻在单位 司局 处室 部属单位 下属机构 地方 其他: who speaks with it 决定由谁联系
# aliases = ["某司"]
# places = []
# former = [{ name = "某某局", until = "2018-03-31" }]   # names it once had 曾用名及截止日

# Tables of a source whose form does not say what it means; remembered once, used every time. 来源固定的表格，记一次，以后照此读取。
# A profile applies where all of file, unit and sheet that it gives fit; * stands for anything. 所列 file、unit、sheet 全部符合时适用，* 代表任意字。
# [[import.profile]]
# file = "*整改清单*.xlsx"
# unit = "某某市生态环境局"
# sheet = "清单*"
# header_row = 3            # as people count, from 1 表头所在行
# date1904 = false          # bare numbers in date columns count from 1904 日期数值自1904年起算
# as_of = "2026-09-30"      # the day the table speaks of 表格截至日
# [import.profile.headers]
# "经办" = "owner"
# [import.profile.split]    # columns that hold several things 一列记多项
# "整改措施及完成情况" = { first = "measure", then = [{ from = "完成情况：", field = "progress" }] }
"#;
