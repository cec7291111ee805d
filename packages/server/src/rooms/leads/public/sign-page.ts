import { createHash } from 'node:crypto'
import type { Sign } from '@hulei/core'
import { renderSVG } from 'uqr'
import type { Township } from '../../../platform/townships.ts'
import { Html, html } from './html.ts'

/** What stands on a sign, and on the card that the owner of a venue keeps at the till. */
const words = {
  public: {
    heading: '看见孩子被欺负、被伤害',
    lead: '扫一扫，告诉我们',
    lines: ['不用登录，可以不留名字', '写一句话就行', '被欺负不是你的错'],
  },
  venue: {
    heading: '场所报告专用码',
    lead: '扫一扫，点一下，报给派出所',
    lines: ['有未成年人来住、来玩', '有可疑情况', '只给负责人和当班的人用，不要张贴、不要转发'],
  },
  urgent: '有危险打',
  print: '打印前请选好纸张；这一页可以直接打印。',
} as const

const style = `@page{margin:10mm}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1b2430;background:#fff}
main{margin:0 auto;padding:1em;text-align:center}
.a4{max-width:190mm;font-size:30px}
.a6{max-width:95mm;font-size:15px}
h1{margin:.2em 0;font-size:1.9em;line-height:1.25;text-wrap:balance}
.lead{margin:.2em 0 .6em;font-size:1.35em;font-weight:700;color:#0b5cad}
svg{display:block;width:62%;height:auto;margin:0 auto}
.place{margin:.4em 0;font-size:1.05em;font-weight:700;overflow-wrap:anywhere}
p{margin:.15em 0}
.urgent{margin:.6em auto 0;padding:.25em .6em;border:.12em solid #b3261e;border-radius:.4em;color:#9c1c15;font-weight:700;font-size:1.3em}
.numbers{font-size:.9em}
.hint{margin-top:1.5em;color:#52606f;font-size:14px}
@media print{.hint{display:none}}`

export const signPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`

/** A page to print: the code, the place, what it is for, and 110. */
export function signPage(
  { name, playbook }: Township,
  at: Sign,
  given: { readonly address: string; readonly isVenue: boolean; readonly size: 'a4' | 'a6' },
): string {
  const { address, isVenue, size } = given
  const say = isVenue ? words.venue : words.public
  const numbers = playbook.contacts.helplines.filter(({ phone }) => phone !== '110')
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${at.place}</title><style>${new Html(style)}</style></head>
<body><main class="${size}"><h1>${say.heading}</h1><p class="lead">${say.lead}</p>${new Html(qrOf(address))}<p class="place">${at.place}</p>${say.lines.map(
    (line) => html`<p>${line}</p>`,
  )}<p class="urgent">${words.urgent} 110</p><p class="numbers">${numbers.map((each) => `${each.name} ${each.phone}`).join('　')}</p><p class="numbers">${name}</p><p class="hint">${words.print}</p></main></body></html>`
    .text
}

/** The code as a drawing; a quarter of it may be dirty or torn. */
const qrOf = (address: string): string => renderSVG(address, { ecc: 'Q', border: 2 })
