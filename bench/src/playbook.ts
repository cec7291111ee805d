import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Playbook } from '../../packages/core/src/index.ts'
import { adoptedPlaybook } from '../../packages/server/src/platform/playbook-file.ts'

const FILE = join(import.meta.dirname, '../../playbooks/fushoushan-2024.yaml')

/** The plan that every township of the benchmark follows. */
export const playbookSource = () => readFile(FILE, 'utf8')
export const readPlaybook = async (): Promise<Playbook> => adoptedPlaybook(await playbookSource())
