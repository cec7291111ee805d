/** Edit distance with swaps of neighbours (optimal string alignment), as slips of the fingers count. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1)
      }
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}

// Longer texts are not slips, and comparing them all would cost time on hostile files.
const longest = 60

/** The known word that was probably meant, or undefined when none is near. */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  if (given.length > longest) return undefined
  let best: { word: string; distance: number } | undefined
  for (const word of known) {
    if (Math.abs(word.length - given.length) > 3) continue
    const distance = editDistance(given.toLowerCase(), word.toLowerCase())
    if (!best || distance < best.distance) best = { word, distance }
  }
  return best && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.word : undefined
}

/** '（是不是“visits”？）', or nothing. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const word = nearest(given, known)
  return word === undefined ? '' : `（是不是“${word}”？）`
}
