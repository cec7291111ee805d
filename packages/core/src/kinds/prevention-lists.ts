/** Lists of outreach, schools and screening that are the law's or plain life's, and so the same for every township. */
export const preventionLists: Readonly<Record<string, readonly { id: string; name: string }[]>> = {
  // 附·村级5、附·平安办11：例会、党员组长会、户主会、屋场会、宣传册、标语、以案说法
  outreachForms: [
    { id: 'meeting', name: '例会、党员组长会' },
    { id: 'household-meeting', name: '屋场会、户主会' },
    { id: 'class', name: '授课、讲座' },
    { id: 'visit', name: '上门宣传' },
    { id: 'stall', name: '集市、街头宣传' },
    { id: 'materials', name: '发宣传册、贴标语' },
    { id: 'online', name: '网上宣传' },
    { id: 'other', name: '其他' },
  ],
  // 四(二)2；附·派出所5
  threeDefences: [
    { id: 'people', name: '人防' },
    { id: 'things', name: '物防' },
    { id: 'technology', name: '技防' },
  ],
  // What the office is told of a number of pupils: below five it does not learn how many.
  countBands: [
    { id: 'none', name: '没有' },
    { id: 'few', name: '不足5人' },
    { id: 'many', name: '5人及以上' },
  ],
  // 未成年人保护法 第六十二条：招聘时查询，每年定期查询
  screeningOccasions: [
    { id: 'hire', name: '招聘录用前' },
    { id: 'yearly', name: '在岗人员年度查询' },
    { id: 'contact', name: '密接人员筛查' },
  ],
  screeningAnswers: [
    { id: 'none', name: '未查到相关记录' },
    { id: 'found', name: '查到相关记录' },
  ],
  // 未成年人保护法 第六十二条：不得录用；及时解聘
  screeningOutcomes: [
    { id: 'not-hired', name: '不予录用' },
    { id: 'suspended', name: '停止工作，正在解聘' },
    { id: 'dismissed', name: '已解聘、调离' },
  ],
}
