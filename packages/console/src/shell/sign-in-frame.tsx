import { Typography } from 'antd'
import type { ReactNode } from 'react'
import { signInText as text } from './sign-in.text.ts'
import { ACCENT } from './theme.ts'

/** The quiet card in the middle on which everything before the first page stands. */
export function SignInFrame({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <main
      style={{
        minHeight: '100dvh',
        display: 'grid',
        placeItems: 'center',
        padding: 16,
        boxSizing: 'border-box',
      }}
    >
      <div style={{ width: '100%', maxWidth: 400 }}>
        <div style={{ textAlign: 'center', marginBottom: 24 }}>
          <img src="/icon.svg" width={56} height={56} alt="" />
          <div style={{ fontSize: 24, fontWeight: 600, color: ACCENT, marginTop: 8 }}>{text.product}</div>
          <div className="quiet">{text.slogan}</div>
        </div>
        <div
          className="sheet"
          style={{ marginInline: 0, borderRadius: 8, border: '1px solid #e3e8ea', padding: 24 }}
        >
          {title && (
            <Typography.Title level={1} style={{ fontSize: 18, marginTop: 0 }}>
              {title}
            </Typography.Title>
          )}
          {children}
        </div>
      </div>
    </main>
  )
}
