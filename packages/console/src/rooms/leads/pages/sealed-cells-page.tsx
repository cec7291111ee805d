import { instantLabel } from '@hulei/core'
import { App, Button } from 'antd'
import { useState } from 'react'
import { PageHead } from '../../../shell/page-head.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { TakeUpDialog } from '../parts/take-up-dialog.tsx'
import { cellsText as text } from '../sealed-cells.text.ts'

type Ledger = {
  readonly run: string
  readonly receivedAt: string
  readonly cells: readonly { readonly id: string; readonly line: number }[]
}

/** Cells of ledgers that would show who was harmed, by ledger and line, until the police take them up. */
export function Page() {
  const list = useRead<{ ledgers: readonly Ledger[] }>('/api/sealed-cells')
  const [taking, setTaking] = useState<string | undefined>(undefined)
  const { message } = App.useApp()
  return (
    <div className="page">
      <PageHead title={text.title}>{text.note}</PageHead>
      <Answer of={list}>
        {({ ledgers }) => (
          <>
            {ledgers.length === 0 && (
              <section className="sheet">
                <Nothing>{text.none}</Nothing>
              </section>
            )}
            {ledgers.map((ledger) => (
              <section className="sheet" key={ledger.run} style={{ marginBottom: 16 }}>
                <h2 className="section">
                  {text.ledger(instantLabel(ledger.receivedAt), ledger.cells.length)}
                </h2>
                <ul className="lead-lines">
                  {ledger.cells.map((cell) => (
                    <li key={cell.id}>
                      <span>{text.line(cell.line)}</span>
                      <Button onClick={() => setTaking(cell.id)}>{text.takeUp}</Button>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </>
        )}
      </Answer>
      {taking && (
        <TakeUpDialog
          cell={taking}
          onClose={(code) => {
            setTaking(undefined)
            if (code) void message.success(text.done(code))
          }}
        />
      )}
    </div>
  )
}
