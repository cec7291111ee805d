import { acts, instantLabel } from '@hulei/core'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActForm } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { pageOfRecord } from '../../../shell/record-page.ts'
import { useNames } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useRead } from '../../../shell/use-read.ts'
import type { Opening } from '../matter-types.ts'
import { sealingText as text } from '../sealing.text.ts'

type ToReview = Opening & {
  readonly cover: string
  readonly matterKind: string
  readonly isOwn: boolean
}

/** Seals that were broken and that the office has not reviewed: they stay here until somebody else has. */
export function Page() {
  const names = useNames()
  const list = useRead<{ openings: readonly ToReview[] }>('/api/seals/to-review')
  const [reviewing, setReviewing] = useState<ToReview | undefined>(undefined)
  const act = acts.get('seal.review')
  return (
    <div className="page">
      <PageHead title={text.reviewsTitle}>{text.reviewsNote}</PageHead>
      <section className="sheet">
        <Answer of={list}>
          {({ openings }) => (
            <>
              {openings.length === 0 && <Nothing>{text.reviewsNone}</Nothing>}
              <ul className="lead-lines">
                {openings.map((each) => {
                  const page = pageOfRecord(each.matterKind, each.matter)
                  return (
                    <li key={each.id}>
                      <span>
                        <strong>{each.holder}</strong> {each.title} · {each.cover} ·{' '}
                        {names('openingPurposes', each.purpose)}
                        <br />
                        {text.reason}：{each.reason}
                        <br />
                        <span className="quiet">{text.until(instantLabel(each.until))}</span>{' '}
                        {page && <Link to={page}>{text.toMatter}</Link>}
                      </span>
                      {each.isOwn ? (
                        <span className="quiet">{text.own}</span>
                      ) : (
                        <Button type="primary" onClick={() => setReviewing(each)}>
                          {text.review}
                        </Button>
                      )}
                    </li>
                  )
                })}
              </ul>
            </>
          )}
        </Answer>
      </section>
      {reviewing && act && (
        <Modal
          open
          title={text.review}
          footer={null}
          onCancel={() => setReviewing(undefined)}
          destroyOnHidden
        >
          <ActForm
            act={act}
            record={reviewing as unknown as NonNullable<Parameters<typeof ActForm>[0]['record']>}
            onCancel={() => setReviewing(undefined)}
            onDone={() => setReviewing(undefined)}
          />
        </Modal>
      )}
    </div>
  )
}
