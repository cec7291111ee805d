/** Large buttons to choose from, several or one; each says by `aria-pressed` whether it is chosen. */
export function Choices({
  label,
  options,
  chosen,
  onChange,
  isMany = false,
  perRow,
}: {
  label: string
  options: readonly { readonly id: string; readonly name: string }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  isMany?: boolean
  perRow?: number
}) {
  const toggle = (id: string) => {
    if (!isMany) return onChange([id])
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  }
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      <div
        className={perRow ? 'choices-row' : 'choices-flow'}
        style={perRow ? { gridTemplateColumns: `repeat(${perRow}, minmax(0, 1fr))` } : undefined}
      >
        {options.map((option) => (
          <button
            key={option.id}
            type="button"
            className="choice"
            aria-pressed={chosen.includes(option.id)}
            onClick={() => toggle(option.id)}
          >
            {option.name}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
