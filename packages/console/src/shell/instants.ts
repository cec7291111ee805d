/** An instant as people read it, in China's time: 2024-05-20 09:30. */
export function instantLabel(iso: string | null | undefined): string {
  if (!iso) return ''
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return parts.format(new Date(iso))
}
