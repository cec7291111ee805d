import { createHash } from 'node:crypto'

/** The style of the public's pages; it stands in the page, so that one request is enough. No script at all. */
export const style = `*{box-sizing:border-box}
body{margin:0;font:17px/1.6 -apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1b2430;background:#f4f6f8}
header,main,footer{max-width:640px;margin:0 auto;padding:0 16px}
header{position:sticky;top:0;z-index:1;display:flex;justify-content:space-between;align-items:center;gap:12px;padding-top:8px;padding-bottom:8px;background:#f4f6f8}
a{color:#0b5cad}
.leave{display:inline-block;padding:8px 16px;border-radius:8px;background:#1b2430;color:#fff;font-weight:700;text-decoration:none}
h1{font-size:25px;line-height:1.35;margin:12px 0 8px;text-wrap:balance}
h2{font-size:19px;margin:0 0 6px}
p{margin:0 0 8px;text-wrap:pretty}
.box,fieldset{margin:0 0 14px;padding:14px 16px;border:1px solid #d5dce4;border-radius:12px;background:#fff;min-width:0}
.now{border:2px solid #b3261e;background:#fff5f4}
.now h2{color:#9c1c15}
.call{display:block;margin:6px 0 10px;padding:12px;border-radius:10px;background:#b3261e;color:#fff;font-size:30px;font-weight:700;line-height:1.2;text-align:center;text-decoration:none}
.lines a{display:inline-block;margin:2px 14px 2px 0;padding:6px 0;font-weight:700}
legend,summary,.label{font-weight:700}
legend{padding:0}
label{display:block;margin:10px 0 0}
.label{display:block}
.hint{display:block;color:#52606f;font-size:15px}
input,select,textarea{display:block;width:100%;margin-top:4px;padding:10px;border:1px solid #8794a3;border-radius:8px;background:#fff;color:inherit;font:inherit}
textarea{min-height:120px}
.check{display:flex;gap:10px;align-items:flex-start;padding:8px 0}
.check input{flex:none;width:24px;height:24px;margin:1px 0 0}
summary{padding:6px 0;cursor:pointer;color:#0b5cad}
button{width:100%;padding:14px;border:0;border-radius:12px;background:#0b5cad;color:#fff;font:inherit;font-size:20px;font-weight:700;cursor:pointer}
.tall{margin:0 0 14px;padding:34px 14px;font-size:24px}
.dark{background:#1b2430}
.error{border:2px solid #b3261e;background:#fff5f4}
.good{border:2px solid #1a7f4b;background:#f2fbf6}
.code{margin:8px 0;padding:12px 4px;border-radius:8px;background:#1b2430;color:#fff;font:700 25px/1.3 ui-monospace,Menlo,Consolas,monospace;text-align:center;overflow-wrap:anywhere}
.said{white-space:pre-line;overflow-wrap:anywhere}
:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
footer{padding:4px 16px 32px;color:#52606f;font-size:15px}
@media (min-width:520px){.code{font-size:32px}.two{display:grid;grid-template-columns:1fr 1fr;gap:0 14px}}
@media print{.leave,button{display:none}}`

const hash = createHash('sha256').update(style).digest('base64')

/** The page may show itself and send its form to us; nothing else, whatever gets into it. */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `style-src 'sha256-${hash}'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')
