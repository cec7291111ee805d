import { formatDayZh, type RescuePlan } from '@hulei/core'
import { Tag } from 'antd'
import { DoButtons, type Doing } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import '../support.css'
import { supportText as text } from '../support.text.ts'
import type { Rescue } from '../support-types.ts'
import { Mark } from './marks.tsx'
import { Consents, Reviews, Tasks } from './plan-parts.tsx'

/** One plan: how it stands, who agreed, what units do and by when, and how it was looked at. */
export function Plan({
  plan,
  code,
  rescue,
  onDo,
}: {
  plan: RescuePlan
  /** Of whom it is for; nobody is named once it has ended, to those who only helped. */
  code: string | undefined
  rescue: Rescue
  onDo: (doing: Doing) => void
}) {
  const names = useNames()
  const { today } = useSession().township
  const part = { plan, rescue, onDo }
  return (
    <article aria-label={plan.code}>
      <div className="rescue-head">
        <strong>{plan.code}</strong>
        {code && <span>{text.of(code)}</span>}
        <Tag>{names('rescueStates', plan.state)}</Tag>
        {plan.isAbandoned && <Tag color="orange">{text.abandoned}</Tag>}
        {plan.closedOn ? (
          <Mark shape="●" hue="good">
            {[text.closedOn(formatDayZh(plan.closedOn)), names('rescueOutcomes', plan.outcome)].join(' · ')}
          </Mark>
        ) : (
          <Mark shape={today > plan.reviewBy ? '■' : '○'} hue={today > plan.reviewBy ? 'bad' : 'quiet'}>
            {today > plan.reviewBy
              ? text.reviewLate(formatDayZh(plan.reviewBy))
              : text.reviewBy(formatDayZh(plan.reviewBy))}
          </Mark>
        )}
      </div>
      <p className="rescue-words">
        {text.helps}：{plan.helps.map((help) => names('rescueHelps', help)).join('、')}
      </p>
      <p className="rescue-words quiet">{plan.situation}</p>
      {plan.legalAidOn && (
        <p className="rescue-words">
          {text.legalAid(formatDayZh(plan.legalAidOn), names('legalAidAnswers', plan.legalAid))}
          {plan.legalAidWhy && <span className="quiet">（{plan.legalAidWhy}）</span>}
        </p>
      )}
      {plan.closeNote && <p className="rescue-words quiet">{plan.closeNote}</p>}
      <Tasks {...part} />
      <Consents {...part} />
      <Reviews {...part} />
      {!plan.closedOn && (
        <div className="rescue-acts no-print">
          <DoButtons
            of={[
              ...(plan.legalAidOn ? [] : ['rescue.offer-legal-aid']),
              'rescue.amend',
              'rescue.propose-closing',
            ]}
            record={plan}
            onDo={onDo}
          />
        </div>
      )}
    </article>
  )
}
