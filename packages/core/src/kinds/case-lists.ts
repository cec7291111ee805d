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
}
