import {
  code,
  day,
  flag,
  instant,
  kind,
  matter,
  note,
  pseudonym,
  type RecordOf,
  ref,
  text,
} from '../../kinds/index.ts'

/**
 * A suspicion that reached the township (线索). The record itself holds what everybody who must act may know: how it came,
 * what kind, about where, the clock, who has it, what became of it. Who reported, who it is about and what was told lie in
 * sealed files.
 */
export const lead = kind('lead', {
  title: '线索',
  room: 'leads',
  basis: '四(三)1、四(三)3；未成年人保护法 第十一条',
  purpose: '每条线索有人管、有时限、有答复',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'own-unit', 'assigned', 'own-report'],
  writers: ['public', 'police', 'own-unit', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'own-unit', 'assigned', 'own-report'],
  subject: 'self',
  matter: 'self',
  keep: { years: 7, after: 'closedOn', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  endsOn: 'closedOn',
  fields: {
    code: text('线索编号', { max: 20 }),
    source: code('来源', { list: 'leadSources' }),
    concerns: code('类别', { list: 'leadConcerns' }),
    setting: code('场所', { list: 'leadSettings' }).optional(),
    /**
     * The registered venue whose sign was scanned by the public: where it was, for those who see the venue. Not of what the
     * owner reports by the secret code, since it would say who reported; and no reference, since who scans sees no register.
     */
    venue: matter('举报牌所在场所').optional(),
    situation: code('应当报告的情形', { list: 'reportSituations' }).optional(),
    isDangerNow: flag('正在发生危险'),
    happenedOn: day('发生日期（大约）').optional(),
    reportedAt: instant('报告时间'),
    /** When whoever handles it first confirmed that it has arrived. */
    acknowledgedAt: instant('签收时间').optional(),
    /** Until when the police must decide; does not start anew when the lead is handed on. */
    decideBy: instant('处理时限'),
    state: code('状态', { list: 'leadStates' }),
    decidedAt: instant('处理决定时间').optional(),
    decision: note('处理意见', { max: 500 }).optional(),
    mergedInto: ref('并入线索', 'lead').optional(),
    /** What the reporter reads by the code: plain words, no identity. */
    answer: note('给举报人的答复', { max: 500 }).optional(),
    answeredOn: day('答复日期').optional(),
    outcome: code('办理结果', { list: 'leadOutcomes' }).optional(),
    closedOn: day('办结日期').optional(),
    /** One of the township's own may be concerned: handled outside, and in no figure of the township. */
    isOutside: flag('镇外受理'),
    /** Lets the reporter see what became of it, by the grant `own-report`. */
    reportedBy: pseudonym('举报人代号'),
  },
})
export type Lead = RecordOf<typeof lead>
