import { render } from 'preact'
import { App } from './shell/app.tsx'
import { registerWorker } from './shell/app-update.ts'
import { applyType } from './shell/type-size.ts'
import './shell/field.css'

applyType()
const root = document.getElementById('app')
if (root) render(<App />, root)
registerWorker().catch(() => {
  // Without it the app works while there is a network; the next opening tries again.
})
