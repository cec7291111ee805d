import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { createContext, useContext, useRef, useState } from 'react'
import { ApiProblem, downloadUrl } from '../shell/api.ts'
import { ProblemNote } from '../shell/states.tsx'
import { evidenceText as text } from './evidence.text.ts'
import { type Seal, uploadFile } from './upload.ts'

/** What seals the files of a form: they are then shown to nobody again here, not even to the sender. */
export const Sealing = createContext<Seal | undefined>(undefined)

/** Chooses or takes photos and sends them at once; its value is the list of their hashes. */
export function EvidenceInput({
  value = [],
  onChange,
  max = 9,
  label = text.add,
  isCamera = false,
}: {
  value?: readonly string[]
  onChange?: (hashes: string[]) => void
  max?: number
  label?: string
  /** Opens the camera on a phone rather than the gallery. */
  isCamera?: boolean
}) {
  const seal = useContext(Sealing)
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState(0)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)

  const add = async (files: readonly File[]) => {
    setProblem(undefined)
    const room = files.slice(0, max - value.length)
    setSending((count) => count + room.length)
    let hashes = [...value]
    for (const file of room) {
      try {
        const sha256 = await uploadFile(file, seal ? { seal } : {})
        hashes = [...new Set([...hashes, sha256])]
        onChange?.(hashes)
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        setProblem(error)
      } finally {
        setSending((count) => count - 1)
      }
    }
  }
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      {value.map((hash, index) => (
        <figure key={hash} className="evidence">
          {seal ? (
            <span className="quiet">{text.photo(index + 1)}</span>
          ) : (
            <Preview hash={hash} name={text.photo(index + 1)} />
          )}
          <Button
            size="small"
            shape="circle"
            icon={<CloseOutlined />}
            aria-label={`${text.remove} ${text.photo(index + 1)}`}
            onClick={() => onChange?.(value.filter((each) => each !== hash))}
          />
        </figure>
      ))}
      {sending > 0 && (
        <span className="evidence">
          <Spin size="small" aria-label={text.sending} />
        </span>
      )}
      {value.length + sending < max && (
        <Button icon={<PlusOutlined />} style={{ height: 72 }} onClick={() => input.current?.click()}>
          {label}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        // Not `hidden`: the design library's forms show every file input again.
        style={{ display: 'none' }}
        multiple={max > 1}
        accept="image/jpeg,image/png,image/webp,application/pdf"
        {...(isCamera && { capture: 'environment' as const })}
        aria-label={label}
        onChange={(event) => {
          void add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {problem && (
        <div style={{ flexBasis: '100%' }}>
          <ProblemNote problem={problem} />
        </div>
      )}
    </div>
  )
}

/** The picture as the server has it, so that what is shown is what was kept; a document has only its name. */
function Preview({ hash, name }: { hash: string; name: string }) {
  const [isShown, setShown] = useState(true)
  if (!isShown) return <span className="quiet">{name}</span>
  return (
    <img src={downloadUrl(`/api/files/${hash}/display?w=320`)} alt={name} onError={() => setShown(false)} />
  )
}
