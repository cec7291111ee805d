import { Button, Progress } from 'antd'
import { Link } from 'react-router'
import { DueChild, type VisitList } from '../../rooms/visits/index.ts'
import { Answer } from '../../shell/states.tsx'
import { useRead } from '../../shell/use-read.ts'
import { homeText as text } from '../home.text.ts'

/** The month's visits; for the worker the five most urgent children and one large button. */
export function VisitSummary({ isWorker }: { isWorker: boolean }) {
  const list = useRead<VisitList>('/api/visits/due')
  return (
    <section className="sheet visits" aria-label={text.visits}>
      <Answer of={list}>
        {(data) => {
          const urgent = data.children.filter((child) => child.done < child.due).slice(0, 5)
          return (
            <>
              <h2 className="section">
                <Link to="/visits">{text.visits}</Link>
              </h2>
              <div className="home-figure">{text.visitsCount(data.done, data.due)}</div>
              <Progress
                percent={data.due === 0 ? 0 : Math.round((data.done / data.due) * 100)}
                showInfo={false}
                aria-label={text.visitsCount(data.done, data.due)}
              />
              {isWorker && (
                <>
                  {urgent[0] ? (
                    <Link to={`/visits/new?child=${urgent[0].child}`}>
                      <Button type="primary" size="large" block style={{ height: 56, margin: '12px 0' }}>
                        {text.begin}
                      </Button>
                    </Link>
                  ) : (
                    <p>{text.allVisited}</p>
                  )}
                  {urgent.length > 0 && <h2 className="section">{text.mostUrgent}</h2>}
                  <ul className="due-list">
                    {urgent.map((child) => (
                      <DueChild key={child.child} child={child} showVillage={false} />
                    ))}
                  </ul>
                </>
              )}
            </>
          )
        }}
      </Answer>
    </section>
  )
}
