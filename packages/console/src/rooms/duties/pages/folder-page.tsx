import { PrinterOutlined } from '@ant-design/icons'
import {
  type DutyEvidence,
  type DutyFolder,
  type DutyRows,
  formatDayOfYearZh,
  formatDayZh,
  formatMonthZh,
  type LightPart,
} from '@hulei/core'
import { Button } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { downloadUrl, withQuery } from '../../../shell/api.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer } from '../../../shell/states.tsx'
import { StatusMark } from '../../../shell/status-mark.tsx'
import { useRead } from '../../../shell/use-read.ts'
import '../duties.css'
import { dutiesText as text } from '../duties.text.ts'
import { useDutyTime } from '../duty-address.ts'

/** 迎检资料: a unit's or village's month on A4 paper, each duty with its rows and its evidence. */
export function Page() {
  const time = useDutyTime()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [unit, village] = [params.get('unit') ?? undefined, params.get('village') ?? undefined]
  const folder = useRead<DutyFolder>(withQuery('/api/duties/folder', { ...time.query, unit, village }))
  return (
    <div className="page">
      <div className="no-print">
        <PageHead
          title={text.folder}
          actions={
            <>
              <Button onClick={() => void navigate(-1)}>{text.back}</Button>
              <Button
                type="primary"
                icon={<PrinterOutlined />}
                disabled={!folder.data}
                onClick={() => window.print()}
              >
                {text.printNow}
              </Button>
            </>
          }
        />
      </div>
      <Answer of={folder}>{(data) => <Paper folder={data} />}</Answer>
    </div>
  )
}

function Paper({ folder }: { folder: DutyFolder }) {
  const { township } = useSession()
  return (
    <article className="duty-paper">
      <h1>{text.folderTitle(folder.subject)}</h1>
      <p className="duty-paper-line">
        {text.folderLine(formatMonthZh(folder.month), formatDayZh(folder.asOf))}
      </p>
      <h2>{text.summary}</h2>
      <table>
        <thead>
          <tr>
            <th className="narrow">{text.no}</th>
            <th>{text.duty}</th>
            <th className="middle">{text.status}</th>
            <th>{text.why}</th>
          </tr>
        </thead>
        <tbody>
          {folder.lights.map((light, index) => (
            <tr key={`${light.duty} ${light.window.key}`}>
              <td>{light.no ?? index + 1}</td>
              <td>{light.title}</td>
              <td>
                <StatusMark status={light.status} />
              </td>
              <td>{light.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{text.details}</h2>
      {folder.lights.filter(isMeasured).map((light) => (
        <section key={`${light.duty} ${light.window.key}`} className="duty-paper-line-item">
          <h3>
            {light.no !== null && `${light.no}．`}
            {light.title}
          </h3>
          <p>
            <StatusMark status={light.status} />　{light.windowLabel}　{light.cadence}　{text.clause}{' '}
            {light.clause}
          </p>
          {light.behind.map((part, index) => (
            <PaperPart
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and never move
              key={index}
              part={light.parts[index]}
              behind={part}
              evidence={part.evidence}
            />
          ))}
        </section>
      ))}
      <p className="duty-paper-foot">{text.printedBy(township.name)}</p>
    </article>
  )
}

/** What nothing counts yet stands in the list, and has no pages of its own. */
const isMeasured = (light: DutyFolder['lights'][number]) =>
  light.parts.some((part) => part.status !== 'not-measured')

function PaperPart({
  part,
  behind,
  evidence,
}: {
  part: LightPart | undefined
  behind: DutyRows
  evidence: readonly DutyEvidence[]
}) {
  const names = useNames()
  if (!part) return null
  const hasVillages = new Set(behind.rows.map((row) => row.village)).size > 1
  const hasProofs = behind.rows.some((row) => row.proofs.length > 0)
  if (part.status === 'not-measured')
    return (
      <p>
        {part.title}：{text.notMeasured}
      </p>
    )
  return (
    <>
      <h4>
        {part.title}（{part.needs}）<StatusMark status={part.status} />
        {part.due > 0 && ` ${part.done}/${part.due} ${part.unitOfCount}`}
      </h4>
      {behind.rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{text.row}</th>
              {hasVillages && <th className="middle">{text.village}</th>}
              <th className="narrow">{text.due}</th>
              <th className="narrow">{text.done}</th>
              {hasProofs && <th>{text.proofs}</th>}
            </tr>
          </thead>
          <tbody>
            {behind.rows.map((row) => (
              <tr key={row.record}>
                <td>{row.label}</td>
                {hasVillages && <td>{names('villages', row.village)}</td>}
                <td>{row.due}</td>
                <td>{row.done}</td>
                {hasProofs && (
                  <td>{row.proofs.map((proof) => formatDayOfYearZh(proof.on)).join(text.listComma)}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {behind.hidden > 0 && <p>{text.hidden(behind.hidden)}</p>}
      {behind.left > 0 && <p>{text.left(behind.left)}</p>}
      {evidence.length > 0 && (
        <div className="duty-evidence">
          {evidence.map((file, index) => (
            <figure key={file.sha256}>
              {file.mediaType.startsWith('image/') ? (
                <img
                  src={downloadUrl(`/api/files/${file.sha256}/display?w=320`)}
                  alt={`${text.evidence} ${index + 1}`}
                />
              ) : (
                <span>{text.document}</span>
              )}
              <figcaption>{file.sha256.slice(0, 12)}</figcaption>
            </figure>
          ))}
        </div>
      )}
    </>
  )
}
