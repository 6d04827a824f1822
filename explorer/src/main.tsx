import { render } from 'preact'
import { App } from './app.tsx'
import { startAccess } from './models/access.ts'
import { createSessionDetail } from './models/sessionDetail.ts'
import { createSessionList } from './models/sessionList.ts'
import { startTheme } from './models/theme.ts'
import './styles/main.css'

const root = document.getElementById('app')

if (root) {
  const models = {
    theme: startTheme(document.documentElement, () => localStorage),
    access: startAccess(() => location.reload()),
    sessionList: createSessionList(),
    sessionDetail: createSessionDetail(),
  }
  render(<App models={models} />, root)
}
