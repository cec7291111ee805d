import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '../shell/api.ts'
import { ProblemNote } from '../shell/states.tsx'
import { evidenceText as text } from './evidence.text.ts'
import { uploadFile } from './upload.ts'

type Shown = { readonly sha256: string; readonly url: string; readonly isPicture: boolean }

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
  const input = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState<readonly Shown[]>([])
  const [sending, setSending] = useState(0)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const urls = useRef<string[]>([])
  useEffect(() => () => urls.current.forEach((url) => void URL.revokeObjectURL(url)), [])

  const add = async (files: readonly File[]) => {
    setProblem(undefined)
    const room = files.slice(0, max - value.length)
    setSending((count) => count + room.length)
    let hashes = [...value]
    for (const file of room) {
      try {
        const sha256 = await uploadFile(file)
        const url = URL.createObjectURL(file)
        urls.current.push(url)
        setShown((before) => [...before, { sha256, url, isPicture: file.type.startsWith('image/') }])
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
      {value.map((hash, index) => {
        const file = shown.find((each) => each.sha256 === hash)
        return (
          <figure key={hash} className="evidence">
            {file?.isPicture ? (
              <img src={file.url} alt={text.photo(index + 1)} />
            ) : (
              <span className="quiet">{text.photo(index + 1)}</span>
            )}
            <Button
              size="small"
              shape="circle"
              icon={<CloseOutlined />}
              aria-label={`${text.remove} ${text.photo(index + 1)}`}
              onClick={() => onChange?.(value.filter((each) => each !== hash))}
            />
          </figure>
        )
      })}
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
        hidden
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
