import type { ReactNode } from 'react'
import { hueColours } from '../../../shell/theme.ts'
import '../cases.css'
import { casesText as text } from '../cases.text.ts'

/** A part of the case room: its title, what one may add to it, and its lines. */
export function Section({
  title,
  note,
  actions,
  children,
}: {
  title: string
  note?: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="sheet" aria-label={title}>
      <div className="case-head">
        <h2 className="section">{title}</h2>
        {actions && <span className="no-print">{actions}</span>}
      </div>
      {note && <p className="quiet">{note}</p>}
      {children}
    </section>
  )
}

/** Lines of a section, or a sentence that there are none. */
export function Lines({ none, children }: { none: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return <p className="quiet">{none}</p>
  return <ul className="case-lines">{children}</ul>
}

/** Whether something is in time: a shape, a colour and words together. */
export function Due({ isDone, isLate, children }: { isDone: boolean; isLate: boolean; children: ReactNode }) {
  const [shape, colour] = isDone
    ? ['●', hueColours.good]
    : isLate
      ? ['■', hueColours.bad]
      : ['○', hueColours.quiet]
  return (
    <span style={{ color: colour }}>
      <span aria-hidden="true">{shape}</span> {children}
      {isLate && !isDone && `（${text.late}）`}
    </span>
  )
}
