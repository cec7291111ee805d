import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import type { BulletinBlock, BulletinPaper } from '@hulei/core'
import { Button, Input } from 'antd'
import '../bulletin.css'
import { supervisionText as text } from '../supervision.text.ts'
import type { BulletinDraft, KeyedBlock } from '../use-draft.ts'

/** A bulletin as it will print (A4, GB/T 9704). With `draft` its words are edited in place; tables never are. */
export function Paper({
  paper,
  title,
  blocks,
  draft,
}: {
  paper: BulletinPaper
  title: string
  blocks: readonly KeyedBlock[]
  draft?: BulletinDraft | undefined
}) {
  return (
    <article className="bulletin-paper">
      <p className="bulletin-mark">{paper.mark}</p>
      <p className="bulletin-number">{paper.number}</p>
      {draft ? (
        <Input.TextArea
          className="bulletin-title"
          aria-label={text.titleLabel}
          variant="borderless"
          autoSize
          maxLength={80}
          value={title}
          onChange={(event) => draft.setTitle(event.target.value.replaceAll('\n', ''))}
        />
      ) : (
        <h2 className="bulletin-title">{title}</h2>
      )}
      {blocks.map((each) =>
        each.block.type === 'table' ? (
          <Figures key={each.key} table={each.block} />
        ) : draft ? (
          <EditedWords key={each.key} keyed={each} block={each.block} draft={draft} />
        ) : each.block.type === 'heading' ? (
          <h3 key={each.key} className={`bulletin-heading-${each.block.level}`}>
            {each.block.text}
          </h3>
        ) : (
          <Paragraphs key={each.key} of={each.block.text} />
        ),
      )}
      <div className="bulletin-sign">
        <p>{paper.signature}</p>
        <p>{paper.date}</p>
      </div>
      <footer>
        <p className="bulletin-copies">{text.copyTo(paper.copyTo)}</p>
        <p className="bulletin-printed">
          <span>{paper.printedBy}</span>
          <span>{paper.printedOn}</span>
        </p>
        {paper.evidence.map((line) => (
          <p key={line} className="bulletin-evidence">
            {line}
          </p>
        ))}
      </footer>
    </article>
  )
}

function Paragraphs({ of }: { of: string }) {
  const lines = of.split('\n').map((line, index) => ({ key: `${index} ${line}`, line }))
  return lines.map(({ key, line }) => (
    <p key={key} className="bulletin-words">
      {line}
    </p>
  ))
}

function EditedWords({
  keyed,
  block,
  draft,
}: {
  keyed: KeyedBlock
  block: Exclude<BulletinBlock, { type: 'table' }>
  draft: BulletinDraft
}) {
  const isHeading = block.type === 'heading'
  return (
    <div className="bulletin-edited">
      <Input.TextArea
        className={isHeading ? `bulletin-heading-${block.level}` : 'bulletin-words'}
        aria-label={isHeading ? text.headingLabel : text.textLabel}
        variant="borderless"
        autoSize
        maxLength={isHeading ? 100 : 4000}
        placeholder={text.newText}
        value={block.text}
        onChange={(event) =>
          draft.setText(keyed.key, isHeading ? event.target.value.replaceAll('\n', '') : event.target.value)
        }
      />
      <span className="bulletin-tools no-print">
        <Button
          size="small"
          icon={<PlusOutlined />}
          aria-label={text.addBelow}
          title={text.addBelow}
          onClick={() => draft.addBelow(keyed.key)}
        />
        {!isHeading && (
          <Button
            size="small"
            icon={<CloseOutlined />}
            aria-label={text.remove}
            title={text.remove}
            onClick={() => draft.remove(keyed.key)}
          />
        )}
      </span>
    </div>
  )
}

function Figures({ table }: { table: Extract<BulletinBlock, { type: 'table' }> }) {
  return (
    <figure className="bulletin-table">
      <figcaption>{table.caption}</figcaption>
      <div className="bulletin-scroll">
        <table>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.title}>{column.title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.join('|')}>
                {table.columns.map(({ title, align }, index) => (
                  <td key={title} style={{ textAlign: align }}>
                    {row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
