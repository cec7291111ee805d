/** Lists of data protection (个人信息保护): families' rights, and what is done when data get out. */
export const protectionLists: Readonly<Record<string, readonly { id: string; name: string }[]>> = {
  // 个人信息保护法 第四十四条至第四十八条
  rightsAsked: [
    { id: 'copy', name: '查阅、复制' },
    { id: 'correction', name: '更正、补充' },
    { id: 'deletion', name: '删除' },
    { id: 'explanation', name: '说明处理规则' },
  ],
  askerRelations: [
    { id: 'self', name: '孩子本人' },
    { id: 'father', name: '父亲' },
    { id: 'mother', name: '母亲' },
    { id: 'guardian', name: '其他监护人' },
    { id: 'agent', name: '受委托的人' },
  ],
  identityChecks: [
    { id: 'card-and-register', name: '身份证和户口簿' },
    { id: 'card-and-order', name: '身份证和法院、民政文书' },
    { id: 'card-and-letter', name: '身份证和授权委托书' },
    { id: 'not-shown', name: '材料不齐，未能核实' },
  ],
  rightsStates: [
    { id: 'received', name: '已受理' },
    { id: 'reviewed', name: '已复核' },
    // 同意不等于办完：更正、删除登记完成以前，申请一直是待办
    { id: 'granted', name: '已同意，待办理' },
    { id: 'answered', name: '已办结' },
  ],
  rightsResults: [
    { id: 'given', name: '已提供' },
    { id: 'corrected', name: '更正' },
    { id: 'deleted', name: '删除' },
    { id: 'explained', name: '已说明' },
    { id: 'refused', name: '不予办理' },
  ],
  refusalGrounds: [
    { id: 'best-interest', name: '为了最有利于未成年人' },
    { id: 'not-shown', name: '不能确认身份或监护关系' },
    { id: 'kept-by-law', name: '法定保存期限未满' },
    { id: 'not-held', name: '没有保存这项信息' },
    { id: 'others', name: '涉及他人的个人信息' },
  ],
  breachSteps: [
    { id: 'contain', name: '控制' },
    { id: 'report', name: '报告主管部门' },
    { id: 'tell', name: '告知本人和监护人' },
  ],
  // 个人信息保护法 第五十五条
  impactReasons: [
    { id: 'first', name: '首次评估' },
    { id: 'yearly', name: '年度评估' },
    { id: 'change', name: '处理的信息或方式有变化' },
    { id: 'breach', name: '发生泄露事件以后' },
  ],
  impactStates: [
    { id: 'drafted', name: '待批准' },
    { id: 'approved', name: '已批准' },
    { id: 'replaced', name: '已由新的评估代替' },
  ],
  riskLevels: [
    { id: 'low', name: '低' },
    { id: 'medium', name: '中' },
    { id: 'high', name: '高' },
  ],
  breachData: [
    { id: 'register', name: '台账（姓名、住址等）' },
    { id: 'numbers', name: '身份证号、电话' },
    { id: 'visits', name: '走访记录' },
    { id: 'photos', name: '照片、签字' },
    { id: 'sealed', name: '密封档案' },
    { id: 'accounts', name: '账号、口令' },
    { id: 'other', name: '其他' },
  ],
  tellingWays: [
    { id: 'visit', name: '上门' },
    { id: 'phone', name: '电话' },
    { id: 'letter', name: '信函' },
    { id: 'notice', name: '公告（难以逐一告知）' },
  ],
}
