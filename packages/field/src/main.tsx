import { registerSW } from 'virtual:pwa-register'
import { render } from 'preact'
import { App } from './shell/app.tsx'
import { applyType } from './shell/type-size.ts'
import './shell/field.css'

applyType()
const root = document.getElementById('app')
if (root) render(<App />, root)
registerSW({ immediate: true })
