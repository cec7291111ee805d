const KEY = 'hulei-type'

export const isLargeType = (): boolean => localStorage.getItem(KEY) === 'large'

/** Large type for tired eyes: everything is measured in rem, so one size moves all. */
export function setLargeType(isLarge: boolean): void {
  localStorage.setItem(KEY, isLarge ? 'large' : 'normal')
  applyType()
}

export const applyType = (): void => {
  document.documentElement.classList.toggle('large', isLargeType())
}
