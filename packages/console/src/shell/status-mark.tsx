import { type Status, statusWords } from '@hulei/core'
import { hueColours } from './theme.ts'

/** A light: shape, colour and word together; never colour alone. `brief` for cells of tables. */
export function StatusMark({ status, brief = false }: { status: Status; brief?: boolean }) {
  const { word, brief: short, shape, hue } = statusWords[status]
  return (
    <span style={{ color: hueColours[hue], whiteSpace: 'nowrap' }} title={word}>
      <span aria-hidden="true">{shape}</span> {brief ? short : word}
    </span>
  )
}
