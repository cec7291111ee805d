import { PhoneOutlined } from '@ant-design/icons'
import {
  type AnyAct,
  type AnyKind,
  ageOn,
  type Child,
  child,
  childPlan,
  formatDayZh,
  household,
  listing,
  responsibilityTeam,
  verification,
} from '@hulei/core'
import { Alert, App, Button, Dropdown, Space, Tabs, Tag } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { RecordRow } from '../../../registers/act-values.ts'
import { actsOf } from '../../../registers/acts-of-kind.ts'
import { ActForm, RecordFields } from '../../../registers/index.ts'
import { FormDrawer } from '../../../shell/form-drawer.tsx'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { fileText as text } from '../child-file.text.ts'
import type { ChildFile, Pair } from '../file-types.ts'
import { ActTimeline } from '../parts/act-timeline.tsx'
import { Guardianship } from '../parts/guardianship.tsx'
import { Plans, Support } from '../parts/support.tsx'
import { VisitList } from '../parts/visit-list.tsx'

/** An act that is being filled in: on the child, or on something new of the child's. */
type Doing = { readonly act: AnyAct; readonly record?: RecordRow; readonly given?: Record<string, unknown> }

/** One child on one page, from one request. */
export function Page() {
  const { id = '' } = useParams()
  const file = useRead<ChildFile>(`/api/children/${id}/file`)
  return (
    <div className="page">
      <Answer of={file}>{(data) => <FileView key={data.child.id} file={data} />}</Answer>
    </div>
  )
}

function FileView({ file }: { file: ChildFile }) {
  const session = useSession()
  const { message } = App.useApp()
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const { child: record } = file
  const given = { child: record.id }
  const onChild = actsOf(child, session, 'existing').filter((act) => act.name !== 'child.merge')
  const onNew = [listing, childPlan, responsibilityTeam, verification].flatMap((kind) =>
    actsOf(kind, session, 'new'),
  )
  const isCurrent = record.leftOn === null
  const doable = isCurrent
    ? [
        ...onNew.map((act) => ({ act, doing: { act, given } })),
        ...onChild.map((act) => ({ act, doing: { act, record: record as unknown as RecordRow } })),
      ]
    : []
  const amend = (kind: typeof household | typeof listing | typeof childPlan | typeof responsibilityTeam) => ({
    acts: actsOf(kind, session, 'existing'),
    onAct: (act: AnyAct, of: object) => setDoing({ act, record: of as RecordRow }),
  })
  const tabs = [
    {
      key: 'overview',
      label: text.tabs.overview,
      children: (
        <RecordFields
          kind={shownChild}
          record={{ ...(record as unknown as RecordRow), labels: labelsOf(file) }}
        />
      ),
    },
    { key: 'visits', label: text.tabs.visits, children: <VisitList visits={file.visits} /> },
    {
      key: 'guardianship',
      label: text.tabs.guardianship,
      children: <Guardianship file={file} {...amend(household)} />,
    },
    {
      key: 'support',
      label: text.tabs.support,
      children: <Support file={file} listings={amend(listing)} teams={amend(responsibilityTeam)} />,
    },
    { key: 'plan', label: text.tabs.plan, children: <Plans file={file} {...amend(childPlan)} /> },
    { key: 'timeline', label: text.tabs.timeline, children: <ActTimeline entries={file.timeline} /> },
  ]
  return (
    <>
      <FileHead
        file={file}
        actions={
          doable.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: doable.map(({ act }) => ({ key: act.name, label: act.title })),
                onClick: ({ key }) => setDoing(doable.find(({ act }) => act.name === key)?.doing),
              }}
            >
              <Button type="primary">{text.edit}</Button>
            </Dropdown>
          )
        }
      />
      <section className="sheet">
        <Tabs items={tabs} destroyOnHidden />
      </section>
      {doing && (
        <FormDrawer title={doing.act.title} onClose={() => setDoing(undefined)}>
          <ActForm
            act={doing.act}
            {...(doing.record && { record: doing.record })}
            {...(doing.given && { given: doing.given })}
            onCancel={() => setDoing(undefined)}
            onDone={() => {
              setDoing(undefined)
              void message.success(text.done)
            }}
          />
        </FormDrawer>
      )}
    </>
  )
}

// What the header and the notices say already is not said again below.
const {
  categories: _categories,
  leftOn: _leftOn,
  leftBecause: _because,
  mergedInto: _into,
  ...shown
} = child.fields
const shownChild: AnyKind = { ...child, fields: shown }

/** What references of the record are called: the household by its head. */
const labelsOf = ({ household: home, child: record }: ChildFile): Record<string, string> =>
  home && record.household ? { [record.household]: home.headName } : {}

function FileHead({ file, actions }: { file: ChildFile; actions: React.ReactNode }) {
  const names = useNames()
  const { township } = useSession()
  const { child: record } = file
  const facts = [
    names('sexes', record.sex),
    text.age(ageOn(record.bornOn, township.today)),
    [names('villages', record.village), record.hamlet].filter(Boolean).join(' '),
    [names('schools', record.school), record.grade].filter(Boolean).join(' '),
  ].filter(Boolean)
  const inForce = file.listings.filter(
    (each) => each.child === record.id && (each.to === null || each.to >= township.today),
  )
  return (
    <>
      <PageHead title={record.name} actions={actions}>
        {facts.join(' · ')}
      </PageHead>
      <Space wrap style={{ margin: '-4px 0 16px' }}>
        {inForce.map((each) => (
          <Tag
            key={each.id}
            color={each.basis === 'concern' ? 'gold' : 'cyan'}
            style={{ marginInlineEnd: 0 }}
          >
            {names('childCategories', each.category)}　{text.since(each.from)}
            {each.to ? text.until(each.to) : ''}
          </Tag>
        ))}
        <GuardianCall record={record} />
      </Space>
      <Notices file={file} />
    </>
  )
}

function GuardianCall({ record }: { record: Child }) {
  const names = useNames()
  const relation = names('guardianRelations', record.guardianRelation)
  const who = record.guardianName
    ? `${text.guardian}：${record.guardianName}${relation ? `（${relation}）` : ''}`
    : text.noGuardian
  const phone = record.guardianPhone ?? ''
  return (
    <>
      <span className="quiet">{who}</span>
      {phone !== '' &&
        (phone.includes('*') ? (
          <span className="quiet">{phone}</span>
        ) : (
          <Button size="small" icon={<PhoneOutlined />} href={`tel:${phone}`}>
            {text.call(phone)}
          </Button>
        ))}
    </>
  )
}

/** What somebody who opens the file has to know first: it ended, it went elsewhere, there may be another. */
function Notices({ file }: { file: ChildFile }) {
  const names = useNames()
  const { child: record, merged } = file
  const pairs = useRead<{ pairs: Pair[] }>(record.leftOn ? null : `/api/children/${record.id}/duplicates`)
  const twice = pairs.data?.pairs.length ?? 0
  return (
    <Space orientation="vertical" style={{ width: '100%', marginBottom: 12 }}>
      {record.mergedInto && (
        <Alert
          type="info"
          showIcon
          title={text.mergedInto}
          action={<Link to={`/children/${record.mergedInto}`}>{text.openOther}</Link>}
        />
      )}
      {record.leftOn && !record.mergedInto && (
        <Alert
          type="info"
          showIcon
          title={text.left(formatDayZh(record.leftOn), names('leaveReasons', record.leftBecause))}
        />
      )}
      {merged.length > 0 && (
        <span className="quiet">{text.mergedFrom(merged.map((each) => each.name).join('、'))}</span>
      )}
      {twice > 0 && (
        <Alert
          type="warning"
          showIcon
          title={text.maybeTwice(twice)}
          action={<Link to={`/children/duplicates?of=${record.id}`}>{text.look}</Link>}
        />
      )}
    </Space>
  )
}
