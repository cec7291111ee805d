import { formatDayZh, type RescueTask } from '@hulei/core'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { ActDrawer, DoButtons, type Doing } from '../../../registers/index.ts'
import { PageHead } from '../../../shell/page-head.tsx'
import { useNames } from '../../../shell/session.tsx'
import { Answer, Nothing } from '../../../shell/states.tsx'
import { useMoment } from '../../../shell/use-moment.ts'
import { useRead } from '../../../shell/use-read.ts'
import { CareMark, TaskMark } from '../parts/marks.tsx'
import { Proofs } from '../parts/proof-drawer.tsx'
import '../support.css'
import { supportText as text } from '../support.text.ts'
import type { OwnTasks } from '../support-types.ts'

const isCurrent = ({ state }: RescueTask) => state === 'assigned' || state === 'asked'

/** 救助任务: what this unit is to do for children whom it knows only by a task's code; what is urgent first. */
export function Page() {
  const [params, setParams] = useSearchParams()
  const own = useRead<OwnTasks>('/api/rescue-tasks')
  const [doing, setDoing] = useState<Doing | undefined>(undefined)
  const isEnded = params.get('state') === 'ended'
  return (
    <div className="page">
      <PageHead
        title={text.ownTasks}
        actions={
          <Link to="/rescues">
            <Button>{text.toOwnRescues}</Button>
          </Link>
        }
      >
        {text.ownTasksNote}
      </PageHead>
      <section className="sheet">
        <div className="list-tools no-print">
          <Segmented
            value={isEnded ? 'ended' : 'current'}
            options={Object.entries(text.taskStates).map(([value, label]) => ({ value, label }))}
            onChange={(next) => setParams(next === 'current' ? {} : { state: next }, { replace: true })}
          />
        </div>
        <Answer of={own}>
          {(data) => {
            const shown = data.tasks.filter((task) => isCurrent(task) !== isEnded)
            if (shown.length === 0) return <Nothing>{isEnded ? text.noEnded : text.noOwnTasks}</Nothing>
            return (
              <ul className="rescue-tasks">
                {shown.map((task) => (
                  <Task key={task.id} task={task} own={data} onDo={setDoing} />
                ))}
              </ul>
            )
          }}
        </Answer>
      </section>
      {doing && <ActDrawer doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

function Task({ task, own, onDo }: { task: RescueTask; own: OwnTasks; onDo: (doing: Doing) => void }) {
  const names = useNames()
  const now = useMoment(own.now)
  const toAssess = task.help === 'medical' && !task.assessedAt
  const acts = [...(toAssess ? ['rescue-task.assess'] : []), 'rescue-task.report', 'rescue-task.agree']
  return (
    <li>
      <div className="rescue-head">
        <strong>{names('rescueHelps', task.help)}</strong>
        <span className="quiet">{task.code}</span>
        <TaskMark task={task} />
      </div>
      <CareMark task={task} now={now} />
      {task.what && <span>{task.what}</span>}
      {task.objection && <span className="quiet">{text.objected(task.objection)}</span>}
      <span className="quiet">{text.madeOn(formatDayZh(task.madeOn))}</span>
      <div className="rescue-acts no-print">
        <DoButtons
          of={acts}
          record={task}
          onDo={onDo}
          first={
            task.state === 'asked'
              ? 'rescue-task.agree'
              : toAssess && task.careBy
                ? 'rescue-task.assess'
                : 'rescue-task.report'
          }
        />
        <Proofs of={own.proofs.filter((proof) => proof.task === task.id)} />
      </div>
    </li>
  )
}
