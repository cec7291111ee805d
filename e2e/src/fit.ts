import type { Page } from 'playwright-core'

/** How large a page writes: as the app does, with its own large type, and with the browser's letters at twice their size. */
export const types = ['normal', 'large', 'double'] as const
export type Type = (typeof types)[number]

/** What the browser makes of a percentage when its own letters are twice as large. */
export const setType = (page: Page, type: Type): Promise<void> =>
  page.evaluate((next) => {
    const { classList, style } = document.documentElement
    classList.toggle('large', next === 'large')
    style.fontSize = next === 'double' ? '212.5%' : ''
  }, type)

/**
 * What does not fit on the page: something that sticks out sideways, a control too small for a thumb, words that are cut
 * off or can hardly be read. A sentence for each; none where all is well.
 */
export const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const THUMB = 44
    const found: string[] = []
    const shown = (element: Element): boolean => {
      const box = element.getBoundingClientRect()
      const { visibility, display } = getComputedStyle(element)
      return box.width > 0 && box.height > 0 && visibility !== 'hidden' && display !== 'none'
    }
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? `.${element.className.replaceAll(' ', '.')}` : ''} “${(element.textContent ?? '').trim().slice(0, 24)}”`

    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth)
      found.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`)

    for (const control of document.querySelectorAll('button, a[href], input, select, textarea, summary')) {
      if (!shown(control) || (control instanceof HTMLInputElement && control.hidden)) continue
      const { width, height } = control.getBoundingClientRect()
      // A tenth of a pixel is the browser's rounding.
      if (width < THUMB - 0.1 || height < THUMB - 0.1)
        found.push(`${nameOf(control)} is ${Math.round(width)} × ${Math.round(height)}`)
    }

    const typed = new Set(['INPUT', 'SELECT', 'TEXTAREA', 'CANVAS', 'VIDEO', 'HTML', 'BODY'])
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!shown(element) || typed.has(element.tagName) || element.closest('svg')) continue
      if (element.clientWidth === 0 || element.title) continue
      const { overflowX } = getComputedStyle(element)
      const isScrolled = overflowX === 'auto' || overflowX === 'scroll'
      if (!isScrolled && element.scrollWidth > element.clientWidth + 1)
        found.push(`${nameOf(element)} is cut off: ${element.scrollWidth} px in ${element.clientWidth}`)
    }

    type Colour = readonly [number, number, number, number]
    const colourOf = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
      return [red, green, blue, alpha]
    }
    const lightOf = ([red, green, blue]: Colour): number => {
      const linear = (value: number) => {
        const part = value / 255
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    const groundOf = (element: Element): Colour => {
      for (let each: Element | null = element; each; each = each.parentElement) {
        const ground = colourOf(getComputedStyle(each).backgroundColor)
        if (ground[3] > 0.9) return ground
      }
      return [255, 255, 255, 1]
    }
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const ownWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
      if (!ownWords || !shown(element) || element.closest('svg, :disabled, option')) continue
      const [ink, ground] = [lightOf(colourOf(getComputedStyle(element).color)), lightOf(groundOf(element))]
      const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
      if (ratio < 4.5) found.push(`${nameOf(element)} has a contrast of ${ratio.toFixed(1)}`)
    }
    return [...new Set(found)]
  })
