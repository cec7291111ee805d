import { auditVerify } from './audit.commands.ts'
import { backupCommand, restoreCommand } from './backup.commands.ts'
import { bulletinDraft } from './bulletin.commands.ts'
import { calendarList, calendarSet } from './calendar.commands.ts'
import { demoCode, demoCommand } from './demo.commands.ts'
import { dutiesCommand, dutiesRebuild } from './duties.commands.ts'
import { importChildrenCommand } from './import.commands.ts'
import { kindsSql } from './kinds.commands.ts'
import type { Command } from './options.ts'
import { playbookAdopt, playbookCheck } from './playbook.commands.ts'
import { migrateCommand, serveCommand } from './serve.commands.ts'
import { userAdd } from './user.commands.ts'

/** Every command by its words. */
export const commands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  demo: demoCommand,
  'demo code': demoCode,
  migrate: migrateCommand,
  'user add': userAdd,
  'audit verify': auditVerify,
  'playbook check': playbookCheck,
  'playbook adopt': playbookAdopt,
  'import children': importChildrenCommand,
  backup: backupCommand,
  restore: restoreCommand,
  'bulletin draft': bulletinDraft,
  'calendar list': calendarList,
  'calendar set': calendarSet,
  duties: dutiesCommand,
  'duties rebuild': dutiesRebuild,
  'kinds sql': kindsSql,
}
