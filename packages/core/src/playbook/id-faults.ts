import { type FaultPath, isRecord, type PlaybookFault, quote, valueAt } from './fault.ts'

/** Ids that occur twice in one list, anywhere in the file: a record that keeps the id could mean either. */
export function repeatedIds(data: unknown, path: FaultPath = []): PlaybookFault[] {
  if (Array.isArray(data)) {
    const first = new Map<string, number>()
    const repeated = data.flatMap((item: unknown, index): PlaybookFault[] => {
      const id = isRecord(item) ? item.id : undefined
      if (typeof id !== 'string') return []
      const earlier = first.get(id)
      if (earlier === undefined) {
        first.set(id, index)
        return []
      }
      return [
        { path: [...path, index, 'id'], message: `编号${quote(id)}重复，与同一列表第${earlier + 1}项相同` },
      ]
    })
    return [...repeated, ...data.flatMap((item: unknown, index) => repeatedIds(item, [...path, index]))]
  }
  if (!isRecord(data)) return []
  return Object.entries(data).flatMap(([name, value]) => repeatedIds(value, [...path, name]))
}

const namedLists = [
  'units',
  'villages',
  'schools',
  'childCategories',
  'householdFacts',
  'helperSchemes',
] as const

/** Names and aliases that mean two things of one list: an imported ledger could not tell which. */
export function ambiguousNames(data: unknown): PlaybookFault[] {
  return namedLists.flatMap((list) => {
    const owners = new Map<string, number>()
    const items = valueAt(data, [list])
    if (!Array.isArray(items)) return []
    return items.flatMap((item: unknown, index) =>
      namesOf(item).flatMap(({ name, at }): PlaybookFault[] => {
        const owner = owners.get(name) ?? index
        owners.set(name, owner)
        if (owner === index) return []
        return [
          { path: [list, index, ...at], message: `${quote(name)}已经是同一列表第${owner + 1}项的名称或别名` },
        ]
      }),
    )
  })
}

function namesOf(item: unknown): { name: string; at: FaultPath }[] {
  if (!isRecord(item)) return []
  const aliases: readonly unknown[] = Array.isArray(item.aliases) ? item.aliases : []
  return [
    { name: item.name, at: ['name'] as FaultPath },
    ...aliases.map((name, index) => ({ name, at: ['aliases', index] as FaultPath })),
  ].flatMap(({ name, at }) => (typeof name === 'string' ? [{ name, at }] : []))
}

/** Categories whose name or alias holds a sealed word: 涉案 is never a category (it would show who was harmed). */
export function sealedCategories(data: unknown): PlaybookFault[] {
  const words = valueAt(data, ['sealedWords'])
  const sealed = Array.isArray(words)
    ? words.filter((word: unknown): word is string => typeof word === 'string' && word !== '')
    : []
  const categories = valueAt(data, ['childCategories'])
  if (!Array.isArray(categories)) return []
  return categories.flatMap((category: unknown, index) =>
    namesOf(category).flatMap(({ name, at }): PlaybookFault[] => {
      const word = sealed.find((each) => name.includes(each))
      if (word === undefined) return []
      return [
        {
          path: ['childCategories', index, ...at],
          message: `${quote(name)}含密封词“${word}”，不能作为类别或别名，否则会看出谁受了侵害`,
        },
      ]
    }),
  )
}
