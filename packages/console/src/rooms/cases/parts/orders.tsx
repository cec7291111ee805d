import { formatDayZh, type GuardianshipOrder, guardianshipOrder } from '@hulei/core'
import { Button } from 'antd'
import { DoButton } from '../../../registers/index.ts'
import { useNames, useSession } from '../../../shell/session.tsx'
import { casesText as text } from '../cases.text.ts'
import type { Given } from './learnt.tsx'
import { Due, Lines, Section } from './section.tsx'

/** Orders to guardians that were issued in the case, and by which day each is looked after. */
export function Orders({ room, onDo, onLook }: Given) {
  const { today } = useSession().township
  const names = useNames()
  const titleOf = (of: GuardianshipOrder) => `${names('guardianshipOrders', of.form)} ${of.number}`
  return (
    <Section
      title={text.orders}
      actions={<DoButton doing={{ act: 'order.record', given: { matter: room.case.id } }} onDo={onDo} />}
    >
      <Lines none={text.noOrders}>
        {room.orders.map((order) => (
          <li key={order.id}>
            <span className="grow">
              <Button
                type="link"
                size="small"
                style={{ padding: 0 }}
                onClick={() => onLook({ kind: guardianshipOrder, id: order.id })}
              >
                {titleOf(order)}
              </Button>
            </span>
            <span className="quiet">
              {names('orderIssuers', order.issuer)} {formatDayZh(order.issuedOn)}
            </span>
            {room.followUps
              .filter((each) => each.guardianshipOrder === order.id)
              .map((each) => (
                <span key={each.id} className="words">
                  <Due isDone={each.followedOn !== null} isLate={today > each.dueOn}>
                    {each.followedOn
                      ? text.followedUp(formatDayZh(each.followedOn), names('orderStates', each.state))
                      : text.followUpDue(formatDayZh(each.dueOn))}
                  </Due>{' '}
                  {each.finding}
                  {!each.followedOn && (
                    <DoButton doing={{ act: 'order.follow-up', record: each }} onDo={onDo} />
                  )}
                </span>
              ))}
          </li>
        ))}
      </Lines>
    </Section>
  )
}
