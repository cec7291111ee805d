import { type AnyAct, formatDayZh, household } from '@hulei/core'
import { Button, Space } from 'antd'
import { Link } from 'react-router'
import type { RecordRow } from '../../../registers/act-values.ts'
import { RecordFields } from '../../../registers/index.ts'
import { useNames } from '../../../shell/session.tsx'
import { Nothing } from '../../../shell/states.tsx'
import { fileText as text } from '../child-file.text.ts'
import type { ChildFile } from '../file-types.ts'
import './file.css'

/** The household with its children, and when somebody last checked that all this is so. */
export function Guardianship({
  file,
  acts,
  onAct,
}: {
  file: ChildFile
  acts: readonly AnyAct[]
  onAct: (act: AnyAct, of: object) => void
}) {
  const names = useNames()
  const { household: home, siblings, verifications } = file
  return (
    <>
      <h2 className="section">{text.household}</h2>
      {home ? (
        <>
          <Space wrap style={{ marginBottom: 12 }}>
            {acts.map((act) => (
              <Button key={act.name} onClick={() => onAct(act, home)}>
                {act.title}
              </Button>
            ))}
          </Space>
          <RecordFields kind={household} record={{ ...(home as unknown as RecordRow), labels: {} }} />
        </>
      ) : (
        <Nothing>{text.noHousehold}</Nothing>
      )}
      <h2 className="section" style={{ marginTop: 24 }}>
        {text.siblings}
      </h2>
      {siblings.length === 0 && <p className="quiet">{text.noSiblings}</p>}
      <ul className="entries">
        {siblings.map((each) => (
          <li key={each.id}>
            <Space wrap>
              <Link to={`/children/${each.id}`}>{each.name}</Link>
              <span>{names('sexes', each.sex)}</span>
              <span className="quiet">{formatDayZh(each.bornOn)}</span>
              <span>{each.categories.map((id) => names('childCategories', id)).join('、')}</span>
            </Space>
          </li>
        ))}
      </ul>
      <h2 className="section" style={{ marginTop: 24 }}>
        {text.verifications}
      </h2>
      {verifications.length === 0 && <p className="quiet">{text.noVerifications}</p>}
      <ul className="entries">
        {verifications.map((each) => (
          <li key={each.id}>
            {text.verified(formatDayZh(each.verifiedOn), each.verifiedWith)}
            {each.remark && <div className="quiet">{each.remark}</div>}
          </li>
        ))}
      </ul>
    </>
  )
}
