import { recommendation } from '@hulei/core'
import { Register } from '../../../registers/index.ts'

export const Page = () => <Register kind={recommendation} />
