import { childLedgerColumns, flagField } from '@hulei/core'
import { Alert, Button, Collapse, InputNumber, Select, Tag, Upload } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useNames, useSession } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { childrenText as text } from '../children.text.ts'
import { fileOf, type Mapping, useHandIn } from '../hand-in.ts'
import type { Run, RunSheet } from '../import-types.ts'
import './import.css'

const NOBODY = ''

/** What was understood of each sheet, changeable: the header's row, and which column is what. */
export function RunSheets({ run }: { run: Run }) {
  const [mapping, setMapping] = useState<Mapping>({})
  const { handIn, isBusy, problem } = useHandIn()
  const navigate = useNavigate()
  const isChanged = Object.keys(mapping).length > 0
  const file = fileOf(run.id)
  const recheck = async (from: File) => {
    const next = await handIn(from, mapping, run.applied === 0 ? run.id : undefined)
    if (next) void navigate(`/children/import/${next.id}`, { replace: true })
  }
  const wrong = run.sheets.filter((sheet) => sheet.refusal || (sheet.rows === 0 && sheet.columns.length > 0))
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2 className="section">{text.understood}</h2>
      <p className="quiet" style={{ marginTop: -8 }}>
        {text.understoodNote}
      </p>
      <Collapse
        size="small"
        defaultActiveKey={wrong.map((sheet) => sheet.name)}
        items={run.sheets.map((sheet) => ({
          key: sheet.name,
          label: (
            <>
              <strong>{sheet.name}</strong>{' '}
              <span className="quiet">{text.sheetLine(sheet.headerRow, sheet.rows, sheet.skipped)}</span>
            </>
          ),
          children: (
            <SheetColumns
              sheet={sheet}
              chosen={mapping[sheet.name] ?? {}}
              onChange={(chosen) => setMapping({ ...mapping, [sheet.name]: chosen })}
            />
          ),
        }))}
      />
      {isChanged && (
        <div style={{ marginTop: 12 }}>
          {file ? (
            <Button type="primary" loading={isBusy} onClick={() => void recheck(file)}>
              {text.recheck}
            </Button>
          ) : (
            <Upload
              showUploadList={false}
              beforeUpload={(chosen) => {
                void recheck(chosen)
                return false
              }}
            >
              <Button loading={isBusy}>{text.chooseAgain}</Button>
            </Upload>
          )}
        </div>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  )
}

type Chosen = Mapping[string]

function SheetColumns({
  sheet,
  chosen,
  onChange,
}: {
  sheet: RunSheet
  chosen: Chosen
  onChange: (chosen: Chosen) => void
}) {
  const { lists } = useSession()
  const names = useNames()
  const ticks = [...(lists.childCategories ?? []), ...(lists.householdFacts ?? [])]
  const options = [
    { value: NOBODY, label: text.nobody },
    ...childLedgerColumns.map(({ field, title }) => ({ value: field as string, label: title as string })),
    ...ticks.map(({ id, name }) => ({ value: flagField(id), label: text.flagOf(name) })),
  ]
  return (
    <>
      {sheet.refusal && (
        <Alert type="warning" showIcon title={sheet.refusal.message} style={{ marginBottom: 12 }} />
      )}
      {sheet.village && <p style={{ marginTop: 0 }}>{text.sheetVillage(names('villages', sheet.village))}</p>}
      <label className="header-row" htmlFor={`header-${sheet.name}`}>
        {text.headerRow}
        <InputNumber
          id={`header-${sheet.name}`}
          min={1}
          max={1000}
          precision={0}
          value={chosen.headerRow ?? (sheet.headerRow || null)}
          onChange={(row) => row && onChange({ ...chosen, headerRow: row })}
        />
      </label>
      <ul className="sheet-columns">
        {sheet.columns.map((column) => (
          <li key={column.index}>
            <div className="heading" title={column.title}>
              {column.title || <span className="quiet">{text.noHeading}</span>}
              {column.isDoubtful && <Tag color="gold">{text.doubtful}</Tag>}
            </div>
            <Select
              aria-label={column.title}
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              options={options}
              value={chosen.columns?.[column.index] ?? column.field ?? NOBODY}
              onChange={(field) =>
                onChange({
                  ...chosen,
                  columns: { ...chosen.columns, [column.index]: field === NOBODY ? null : field },
                })
              }
            />
          </li>
        ))}
      </ul>
    </>
  )
}
