/** Lists of cases and of what is learnt from them that are the law's, and so the same for every township. */
export const caseLists: Readonly<Record<string, readonly { id: string; name: string }[]>> = {
  caseStages: [
    { id: 'received', name: '受案' },
    { id: 'filed', name: '立案' },
    { id: 'arrest-asked', name: '提请批捕' },
    { id: 'arrested', name: '批准逮捕' },
    { id: 'transferred', name: '移送审查起诉' },
    { id: 'prosecuted', name: '提起公诉' },
    { id: 'judged', name: '判决' },
    { id: 'ended', name: '终止办理' },
    { id: 'closed', name: '结案' },
  ],
  // 刑事诉讼法 第一百一十二条、第一百六十三条、第一百七十七条
  caseEndings: [
    { id: 'not-filed', name: '不予立案' },
    { id: 'withdrawn', name: '撤销案件' },
    { id: 'not-prosecuted', name: '不起诉' },
  ],
  // 附·纪委4
  specialSuspects: [
    { id: 'party-member', name: '党员' },
    { id: 'public-servant', name: '公职人员' },
    { id: 'school-staff', name: '教职工' },
    { id: 'close-contact', name: '密接人员' },
    { id: 'family', name: '近亲属、监护人' },
    { id: 'death', name: '致被害人死亡' },
  ],
  problemSources: [
    { id: 'review', name: '案件倒查' },
    { id: 'evaluation', name: '案件评查' },
    { id: 'inspection', name: '督查检查' },
    { id: 'other', name: '其他' },
  ],
  problemStates: [
    { id: 'open', name: '整改中' },
    { id: 'reported', name: '待核查' },
    { id: 'returned', name: '已退回' },
    { id: 'closed', name: '已销号' },
  ],
  recommendationForms: [
    { id: 'police', name: '公安提示函' },
    { id: 'court', name: '司法建议书' },
    { id: 'discipline', name: '监察建议书' },
  ],
  recommendationStates: [
    { id: 'issued', name: '待回复' },
    { id: 'answered', name: '待核查' },
    { id: 'returned', name: '已退回' },
    { id: 'closed', name: '已办结' },
  ],
  accountabilityCalls: [
    { id: 'none', name: '不需要问责' },
    { id: 'needed', name: '需要问责' },
  ],
  accountabilityFindings: [
    { id: 'late-report', name: '迟报、瞒报' },
    { id: 'idle-duty', name: '不作为、慢作为、推诿' },
    { id: 'special-suspect', name: '特定身份人员涉案或致死' },
    { id: 'other', name: '其他' },
  ],
  accountabilityStates: [
    { id: 'due', name: '待启动' },
    { id: 'opened', name: '办理中' },
    { id: 'decided', name: '已决定' },
  ],
  accountabilityDecisions: [
    { id: 'none', name: '不予追究' },
    { id: 'talk', name: '谈话提醒、批评教育' },
    { id: 'notice', name: '通报' },
    { id: 'discipline', name: '党纪政务处分' },
    { id: 'dismissal', name: '组织处理' },
    { id: 'moved', name: '移送有权机关' },
  ],
  // 家庭教育促进法 第三十四条、第四十九条；未成年人保护法 第一百一十八条
  guardianshipOrders: [
    { id: 'family-education', name: '家庭教育令' },
    { id: 'guidance', name: '责令接受家庭教育指导' },
    { id: 'supervision', name: '督促监护令' },
    { id: 'admonition', name: '教育训诫、告诫书' },
  ],
  orderIssuers: [
    { id: 'court', name: '人民法院' },
    { id: 'procuratorate', name: '人民检察院' },
    { id: 'police', name: '公安机关' },
  ],
  orderWays: [
    { id: 'home', name: '入户' },
    { id: 'talk', name: '约谈家长' },
    { id: 'phone', name: '电话' },
    { id: 'others', name: '向学校、村里、发出机关了解' },
  ],
  orderStates: [
    { id: 'carried-out', name: '已落实' },
    { id: 'partly', name: '部分落实' },
    { id: 'not-yet', name: '没有落实' },
    { id: 'ended', name: '期满或撤销' },
  ],
  warningForms: [
    { id: 'board', name: '班子会' },
    { id: 'staff', name: '干部职工警示教育大会' },
  ],
}
