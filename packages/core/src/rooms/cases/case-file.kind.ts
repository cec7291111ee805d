import { code, codes, day, flag, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A case (案件): what became of a suspicion once the police took it up. The record holds stages and days, codes and units;
 * who was harmed and who is suspected lie in sealed files of this matter, or of the lead's.
 */
export const caseFile = kind('caseFile', {
  title: '案件',
  room: 'cases',
  basis: '四(三)1、附·派出所1；刑事诉讼法 第一百一十二条',
  purpose: '每起案件从受案到判决各环节有记载，办结前必经倒查',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned'],
  writers: ['police', 'office', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned'],
  subject: 'self',
  matter: 'self',
  keep: { years: 7, after: 'closedOn', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  endsOn: 'closedOn',
  fields: {
    code: text('案件编号', { max: 20 }),
    /** Not a reference: whoever is assigned to the case need not see the lead. The lead is not removed before the case. */
    lead: matter('来源线索', { of: 'lead' }).optional(),
    concerns: code('类别', { list: 'leadConcerns' }),
    setting: code('发生场所', { list: 'leadSettings' }).optional(),
    stage: code('阶段', { list: 'caseStages' }),
    receivedOn: day('受案日期'),
    filedOn: day('立案日期').optional(),
    arrestAskedOn: day('提请批捕日期').optional(),
    arrestedOn: day('批准逮捕日期').optional(),
    transferredOn: day('移送审查起诉日期').optional(),
    prosecutedOn: day('提起公诉日期').optional(),
    judgedOn: day('判决日期').optional(),
    ending: code('终止方式', { list: 'caseEndings' }).optional(),
    endingOn: day('终止日期').optional(),
    endingReason: note('终止理由', { max: 300 }).optional(),
    closedOn: day('结案日期').optional(),
    isListed: flag('挂牌督办'),
    isRaised: flag('提级办理'),
    specialSuspects: codes('嫌疑人特定身份', { list: 'specialSuspects' }),
    responsibleUnits: codes('涉案责任单位', { list: 'units' }),
    venueType: code('涉案场所类型', { list: 'venueTypes' }).optional(),
    venue: note('涉案场所', { max: 60 }).optional(),
    /** Cases of one suspect or one gang bear one drawn number; each shows the others to whoever may see them. */
    series: text('串并编号', { max: 20 }).optional(),
    /** From a lead about one of our own: in no figure of the township. */
    isOutside: flag('镇外受理'),
  },
})
export type CaseFile = RecordOf<typeof caseFile>
