import { createRoot } from 'react-dom/client'
import { App } from './shell/app.tsx'
import './shell/page.css'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
