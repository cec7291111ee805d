import * as account from './account/index.ts'
import * as audit from './audit/index.ts'
import * as home from './home/index.ts'
import * as messages from './messages/index.ts'
import * as registers from './registers/index.ts'
import * as cases from './rooms/cases/index.ts'
import * as children from './rooms/children/index.ts'
import * as duties from './rooms/duties/index.ts'
import * as insight from './rooms/insight/index.ts'
import * as leads from './rooms/leads/index.ts'
import * as organisation from './rooms/organisation/index.ts'
import * as protection from './rooms/protection/index.ts'
import * as sealing from './rooms/sealing/index.ts'
import * as supervision from './rooms/supervision/index.ts'
import * as support from './rooms/support/index.ts'
import * as visits from './rooms/visits/index.ts'
import type { Page } from './shell/page.ts'

/**
 * Every page of the console, room by room; the order is that of the menu within equal `order`.
 *
 * A room is a folder `rooms/<room>` whose index.ts exports `pages`; its pages lie in `pages/`, parts of them in
 * `parts/`, what people read in `*.text.ts`. A page exports a component `Page`, reads with `useRead(path)`, shows
 * `<Answer of={…}>`, changes with `usePerform()`, and begins with `<PageHead title>`. Adding a room is adding its folder
 * and a line here.
 */
export const rooms: readonly { readonly pages: readonly Page[] }[] = [
  home,
  messages,
  leads,
  visits,
  cases,
  support,
  duties,
  supervision,
  insight,
  protection,
  sealing,
  children,
  registers,
  organisation,
  audit,
  account,
]
