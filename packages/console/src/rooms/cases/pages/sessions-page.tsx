import { warningSession } from '@hulei/core'
import { Register } from '../../../registers/index.ts'

export const Page = () => <Register kind={warningSession} />
