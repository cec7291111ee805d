import { type Child, formatDayZh, mergeChild, tellApart } from '@hulei/core'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames, useSession } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import { fileText as text } from '../child-file.text.ts'
import { childrenText } from '../children.text.ts'
import type { Duplicates } from '../file-types.ts'
import { ApartPairs } from '../parts/apart-pairs.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import '../parts/file.css'

/** What is being decided of a pair: `keep` goes on and `drop` into it; or they are two children. */
type Deciding = { readonly is: 'same' | 'apart'; readonly keep: Child; readonly drop: Child }

/** Files that may be one child's, side by side; the office makes one of two, or finds that they are two. */
export function Page() {
  const [params] = useSearchParams()
  const of = params.get('of')
  const { acts } = useSession()
  const found = useRead<Duplicates>(of ? `/api/children/${of}/duplicates` : '/api/children/duplicates')
  const [deciding, setDeciding] = useState<Deciding | undefined>(undefined)
  const { message } = App.useApp()
  const close = () => setDeciding(undefined)
  const mayMerge = acts.includes(mergeChild.name)
  const mayTellApart = acts.includes(tellApart.name)
  return (
    <div className="page">
      <PageHead title={childrenText.duplicatesTitle}>
        {mayMerge ? text.duplicatesNote : text.onlyOffice}
      </PageHead>
      <Answer of={found}>
        {({ pairs, apart }) => (
          <>
            {pairs.length === 0 && (
              <section className="sheet">
                <Nothing>{text.noDuplicates}</Nothing>
              </section>
            )}
            {pairs.map((pair) => (
              <section
                key={`${pair.left.id}/${pair.right.id}`}
                className="sheet"
                style={{ marginBottom: 16 }}
              >
                <div className="pair-head">
                  <Tag color={pair.reason === 'same-id' ? 'red' : 'gold'}>{text.reasons[pair.reason]}</Tag>
                  {mayTellApart &&
                    (pair.reason === 'same-id' ? (
                      <span className="quiet">{text.sameNumber}</span>
                    ) : (
                      <Button onClick={() => setDeciding({ is: 'apart', keep: pair.left, drop: pair.right })}>
                        {text.tellApart}
                      </Button>
                    ))}
                </div>
                <div className="pair">
                  {(
                    [
                      [pair.left, pair.right],
                      [pair.right, pair.left],
                    ] as const
                  ).map(([one, other]) => (
                    <Side
                      key={one.id}
                      one={one}
                      other={other}
                      onKeep={
                        mayMerge ? () => setDeciding({ is: 'same', keep: one, drop: other }) : undefined
                      }
                    />
                  ))}
                </div>
              </section>
            ))}
            {apart.length > 0 && <ApartPairs pairs={apart} />}
          </>
        )}
      </Answer>
      {deciding?.is === 'same' && (
        <ReasonDialog
          title={text.mergeTitle(deciding.keep.name)}
          label={text.mergeReason}
          hint={text.mergeReasonHint}
          ok={text.merge}
          request={{
            act: mergeChild.name,
            record: deciding.keep.id,
            input: { duplicate: deciding.drop.id },
          }}
          onDone={() => {
            void message.success(text.merged)
            close()
          }}
          onClose={close}
        />
      )}
      {deciding?.is === 'apart' && (
        <ReasonDialog
          title={text.tellApartTitle(deciding.keep.name, deciding.drop.name)}
          label={text.tellApartReason}
          hint={text.tellApartReasonHint}
          ok={text.tellApart}
          request={{
            act: tellApart.name,
            input: { child: deciding.keep.id, other: deciding.drop.id },
          }}
          onDone={() => {
            void message.success(text.tellApartDone)
            close()
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

function Side({ one, other, onKeep }: { one: Child; other: Child; onKeep: (() => void) | undefined }) {
  const names = useNames()
  const wordsOf = (record: Child): Record<keyof typeof text.fields, string> => ({
    residentId: record.residentId ?? '',
    bornOn: formatDayZh(record.bornOn),
    village: [names('villages', record.village), record.hamlet].filter(Boolean).join(' '),
    school: [names('schools', record.school), record.grade].filter(Boolean).join(' '),
    guardianName: record.guardianName ?? '',
    guardianPhone: record.guardianPhone ?? '',
    categories: record.categories.map((id) => names('childCategories', id)).join('、'),
  })
  const [own, others] = [wordsOf(one), wordsOf(other)]
  return (
    <div>
      <Link to={`/children/${one.id}`}>
        <strong>{one.name}</strong>
      </Link>{' '}
      <span className="quiet">{names('sexes', one.sex)}</span>
      <dl>
        {(Object.keys(text.fields) as (keyof typeof text.fields)[]).map((field) => (
          <FieldLine
            key={field}
            label={text.fields[field]}
            words={own[field]}
            differs={own[field] !== others[field]}
          />
        ))}
      </dl>
      {onKeep && <Button onClick={onKeep}>{text.keepThis}</Button>}
    </div>
  )
}

function FieldLine({ label, words, differs }: { label: string; words: string; differs: boolean }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={differs ? 'differs' : undefined}>{words || text.empty}</dd>
    </>
  )
}
