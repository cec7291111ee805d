/** Large choices, one or several; each says whether it is chosen in more than colour. */
export function Choices({
  label,
  options,
  chosen,
  onChoose,
  isMany = false,
}: {
  label: string
  options: readonly { readonly id: string; readonly name: string; readonly isNone?: boolean }[]
  chosen: readonly string[]
  onChoose: (chosen: readonly string[]) => void
  isMany?: boolean
}) {
  const toggled = (id: string): readonly string[] => {
    if (!isMany) return [id]
    if (chosen.includes(id)) return chosen.filter((each) => each !== id)
    // 'None' and something are not both true.
    const isNone = (each: string) => options.some(({ id, isNone = id === 'none' }) => id === each && isNone)
    return isNone(id) ? [id] : [...chosen.filter((each) => !isNone(each)), id]
  }
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <div>
        {options.map((option) => {
          const isOn = chosen.includes(option.id)
          return (
            <button
              key={option.id}
              type="button"
              class={isOn ? 'choice on' : 'choice'}
              aria-pressed={isOn}
              onClick={() => onChoose(toggled(option.id))}
            >
              {isOn ? '✓ ' : ''}
              {option.name}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}
