import { Drawer, Grid } from 'antd'
import type { ReactNode } from 'react'

/**
 * A form beside the page, over the whole of a phone. It closes by its own buttons alone: a stray key or a click beside it
 * costs nothing that was typed.
 */
export function FormDrawer({
  title,
  width = 480,
  onClose,
  children,
}: {
  title: ReactNode
  /** Pixels, on a screen that is wider than a phone's. */
  width?: number
  onClose: () => void
  children: ReactNode
}) {
  const { md } = Grid.useBreakpoint()
  return (
    <Drawer
      open
      title={title}
      size={md ? width : '100%'}
      keyboard={false}
      mask={{ closable: false }}
      onClose={onClose}
    >
      {children}
    </Drawer>
  )
}
