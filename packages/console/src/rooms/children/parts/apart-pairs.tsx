import { formatDayZh, withdrawDistinction } from '@hulei/core'
import { App, Button } from 'antd'
import { Link } from 'react-router'
import { useNames, useSession } from '../../../shell/session.tsx'
import { ProblemNote } from '../../../shell/states.tsx'
import { usePerform } from '../../../shell/use-perform.ts'
import { fileText as text } from '../child-file.text.ts'
import type { ApartPair } from '../file-types.ts'
import './file.css'

/** Pairs that were found to be two children; the office may withdraw that. */
export function ApartPairs({ pairs }: { pairs: readonly ApartPair[] }) {
  const names = useNames()
  const { acts } = useSession()
  const { message } = App.useApp()
  const { perform, isBusy, problem } = usePerform()
  const withdraw = async ({ id, version }: ApartPair) => {
    const reply = await perform({ act: withdrawDistinction.name, record: id, version, input: {} })
    if (reply) void message.success(text.withdrawn)
  }
  return (
    <section className="sheet" style={{ marginTop: 16 }}>
      <h2 className="section">{text.apart}</h2>
      {problem && <ProblemNote problem={problem} />}
      <ul className="entries apart-pairs">
        {pairs.map((pair) => (
          <li key={pair.id}>
            <span>
              <Link to={`/children/${pair.left.id}`}>{pair.left.name}</Link>{' '}
              <span className="quiet">{names('villages', pair.left.village)}</span> {text.and}{' '}
              <Link to={`/children/${pair.right.id}`}>{pair.right.name}</Link>{' '}
              <span className="quiet">
                {names('villages', pair.right.village)} · {text.apartOn(formatDayZh(pair.toldOn))}
              </span>
            </span>
            {acts.includes(withdrawDistinction.name) && (
              <Button size="small" loading={isBusy} onClick={() => void withdraw(pair)}>
                {text.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
