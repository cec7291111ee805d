import { acts, formatDayZh, instantLabel, type RightsRequest } from '@hulei/core'
import { Alert, Button } from 'antd'
import { Link } from 'react-router'
import type { Doing } from '../../../registers/index.ts'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { protectionText as text } from '../protection.text.ts'

type AskedFile =
  | { readonly isOpen: false }
  | {
      readonly isOpen: true
      readonly child: { readonly id: string; readonly name: string }
      readonly corrections: readonly {
        readonly id: string
        readonly title: string
        readonly at: string
        readonly fields: readonly string[]
      }[]
      readonly keptBecause: string | null
    }

/**
 * What is still to be done for a family to whom it was promised: the correction in the child's own file, or the removal of
 * the file. Whose it is stands here only while the sealed file is open.
 */
export function CarryOut({ request, onDo }: { request: RightsRequest; onDo: (doing: Doing) => void }) {
  const read = useRead<AskedFile>(`/api/rights-requests/${request.id}/file`)
  return (
    <section className="sheet" aria-label={text.carryOut}>
      <h2 className="section">{text.carryOut}</h2>
      <p className="quiet">{text.carryOutBy(formatDayZh(request.answerBy))}</p>
      <Answer of={read}>
        {(file) =>
          !file.isOpen ? (
            <Nothing>{text.openFirst}</Nothing>
          ) : request.result === 'deleted' ? (
            <Removal file={file} onRemove={() => onDo({ act: 'rights.erase', record: request })} />
          ) : (
            <Corrections
              file={file}
              onChoose={(amendment) => onDo({ act: 'rights.correct', record: request, given: { amendment } })}
            />
          )
        }
      </Answer>
    </section>
  )
}

type OpenFile = Extract<AskedFile, { isOpen: true }>

function Corrections({ file, onChoose }: { file: OpenFile; onChoose: (amendment: string) => void }) {
  return (
    <>
      <p>
        {text.correctHere} <Link to={`/children/${file.child.id}`}>{text.fileOf(file.child.name)}</Link>
        <span className="quiet"> {text.correctReason}</span>
      </p>
      {file.corrections.length === 0 ? (
        <Nothing>{text.noCorrections}</Nothing>
      ) : (
        <ul className="carry-lines">
          {file.corrections.map((each) => (
            <li key={each.id}>
              <span>
                <strong>{each.title}</strong> {each.fields.join(text.comma)}{' '}
                <span className="quiet">{instantLabel(each.at)}</span>
              </span>
              <Button size="small" type="primary" onClick={() => onChoose(each.id)}>
                {text.doneByThis}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Removal({ file, onRemove }: { file: OpenFile; onRemove: () => void }) {
  if (file.keptBecause) return <Alert type="warning" showIcon title={file.keptBecause} />
  return (
    <>
      <Alert type="error" showIcon title={text.removeNote(file.child.name)} style={{ marginBottom: 12 }} />
      <Button danger type="primary" onClick={onRemove}>
        {acts.get('rights.erase')?.title}
      </Button>
    </>
  )
}
