import { Button, Input } from 'antd'
import { auditText as text } from './audit.text.ts'
import type { useLog } from './use-log.ts'

/** From, to, and the record looked for. */
export function LogTools({ log }: { log: Pick<ReturnType<typeof useLog>, 'query' | 'set'> }) {
  const day = (name: 'from' | 'to') => (
    <Input
      type="date"
      aria-label={text[name]}
      prefix={text[name]}
      style={{ width: 190 }}
      value={log.query[name] ?? ''}
      onChange={(event) => log.set({ [name]: event.target.value || undefined })}
    />
  )
  return (
    <div className="list-tools">
      {day('from')}
      {day('to')}
      <Input.Search
        allowClear
        placeholder={text.filterRecord}
        style={{ width: 300 }}
        defaultValue={log.query.record}
        onSearch={(typed) => log.set({ record: typed.trim() || undefined })}
      />
    </div>
  )
}

/** Older and newer pages. */
export function LogPager({
  log,
  next,
}: {
  log: Pick<ReturnType<typeof useLog>, 'older' | 'newer'>
  next: string | number | null
}) {
  return (
    <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 12 }}>
      <Button disabled={!log.newer} onClick={() => log.newer?.()}>
        {text.newer}
      </Button>
      <Button disabled={next === null} onClick={() => next !== null && log.older(next)}>
        {text.older}
      </Button>
    </div>
  )
}
