/** Words of offices and of complaining itself. They stand in requests about anything: alone they speak for hardly any category. */
const WORDS = `
建议 意见 投诉 举报 咨询 反映 信访 上访 热线 12345 政府 镇政府 县政府 市政府 乡镇 社区 村委会 居委会 村干部 领导 书记 干部 主任 工作 人员 工作人员 单位 公司 企业 部门 机关 个人
安全 规划 收费 价格 质量 质量问题 保护 破坏 取消 审批 违法 违规 权益 补贴 补助 罚款 管理 服务 态度 项目 标准 费用 政策 规定 合同 协议 手续 证明 证件 办理 申请 审核 登记 公示 公开 公平 公正
不作为 乱作为 推诿 乱收费 不合理 违约 欺骗 欺诈 被骗 上当 威胁 恐吓 扬言 法院 起诉 执行 律师 警察 派出所 报警 银行 贷款 保险 家庭 孩子 老人 父母 家长 学生 群众 居民 农民 职工 员工 工人 老板 业主
影响 严重 生活 环境 健康 身体 困难 损失 赔偿 维修 修建 建设 施工 改造 检查 整改 整治 治理 监管 清理 拆除 占用 施工单位 材料 结果 原因 标语 宣传 社会 城市 农村 国家 全国 地方 当地 本地 中央 法律 法规 条例 文件 通知
`

export const GENERAL_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''))
