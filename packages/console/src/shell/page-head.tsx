import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { layoutText } from './layout.text.ts'

/** A page's title, one quiet line below it, and its actions to the right; the title also names the browser's tab. */
export function PageHead({
  title,
  children,
  actions,
}: {
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · ${layoutText.product}`
  }, [title])
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {children && <p>{children}</p>}
      </div>
      {actions && <div className="page-actions no-print">{actions}</div>}
    </header>
  )
}
