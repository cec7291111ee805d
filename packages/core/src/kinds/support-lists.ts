/** Lists of rescue and of young offenders that are the law's or plain life's, and so the same for every township. */
export const supportLists: Readonly<Record<string, readonly { id: string; name: string }[]>> = {
  // 四(三)5
  rescueHelps: [
    { id: 'legal-aid', name: '法律援助' },
    { id: 'psychology', name: '心理支持' },
    { id: 'medical', name: '医疗救治（绿色通道）' },
    { id: 'schooling', name: '转学复学' },
    { id: 'resettlement', name: '安置照护' },
    { id: 'money', name: '经济救助' },
    { id: 'other', name: '其他帮助' },
  ],
  rescueStates: [
    { id: 'open', name: '实施中' },
    { id: 'closing', name: '商请办结' },
    { id: 'closed', name: '已办结' },
  ],
  rescueOutcomes: [
    { id: 'settled', name: '生活学习已恢复' },
    { id: 'handed-on', name: '转外地继续救助' },
    { id: 'declined', name: '本人和家属不再需要' },
    { id: 'other', name: '其他' },
  ],
  consentGivers: [
    { id: 'guardian', name: '监护人' },
    { id: 'both', name: '监护人和孩子本人' },
    { id: 'child', name: '孩子本人' },
    { id: 'temporary', name: '临时监护人（监护人有嫌疑或不能履职）' },
  ],
  consentForms: [
    { id: 'written', name: '书面' },
    { id: 'oral', name: '口头（有记录）' },
  ],
  rescueTaskStates: [
    { id: 'assigned', name: '待办' },
    { id: 'done', name: '已办' },
    { id: 'asked', name: '商请办结' },
    { id: 'agreed', name: '同意办结' },
    { id: 'stopped', name: '已停止' },
  ],
  rescueResults: [
    { id: 'helped', name: '已提供帮助' },
    { id: 'arranged', name: '已转介并对接' },
    { id: 'not-needed', name: '本人或家属不需要' },
    { id: 'not-entitled', name: '不符合条件' },
    { id: 'failed', name: '没有办成' },
  ],
  // 预防未成年人犯罪法 第三十八条、第五十三条；社区矫正法 第五十二条
  offenderGrounds: [
    { id: 'misconduct', name: '严重不良行为' },
    { id: 'no-prosecution', name: '不起诉、附条件不起诉' },
    { id: 'probation', name: '缓刑等（社区矫正）' },
    { id: 'released', name: '刑满释放' },
    { id: 'special-school', name: '专门教育结束' },
  ],
  offenderOutcomes: [
    { id: 'settled', name: '帮教期满' },
    { id: 'adult', name: '已满18周岁' },
    { id: 'moved', name: '迁出，已移交' },
    { id: 'again', name: '再次违法犯罪' },
    { id: 'mistaken', name: '登记有误' },
  ],
  // 附·团委1
  helperVisitWays: [
    { id: 'home', name: '到家里见到孩子' },
    { id: 'school', name: '在学校见到孩子' },
    { id: 'elsewhere', name: '在别处见到孩子' },
    { id: 'phone', name: '电话（不算走访）' },
  ],
  legalAidAnswers: [
    { id: 'wanted', name: '需要，已交办' },
    { id: 'own', name: '已自行委托律师' },
    { id: 'declined', name: '不需要' },
  ],
  offenderWays: [
    { id: 'met', name: '当面见到本人' },
    { id: 'home', name: '入户见到本人' },
    { id: 'phone', name: '电话' },
    { id: 'others', name: '向家庭、学校、单位了解' },
  ],
}
