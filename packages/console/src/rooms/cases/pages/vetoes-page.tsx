import { formatDayZh, type Veto, veto } from '@hulei/core'
import { casesText as text } from '../cases.text.ts'
import { usePlaceName } from '../parts/learnt.tsx'
import { MatterList } from '../parts/matter-list.tsx'

/** 一票否决: for office, leaders and discipline alone. */
export function Page() {
  const placeName = usePlaceName()
  return (
    <MatterList<Veto>
      kind={veto}
      title={text.vetoes}
      note={text.vetoNote}
      states={text.vetoStates}
      fields={['year', 'decidedOn', 'liftedOn']}
      columns={() => [
        { title: text.owner, key: 'owner', fixed: 'left', render: (_, row) => placeName(row) },
        { title: text.year, key: 'year', dataIndex: 'year' },
        { title: text.decidedOn, key: 'decidedOn', render: (_, row) => formatDayZh(row.decidedOn) },
      ]}
    />
  )
}
