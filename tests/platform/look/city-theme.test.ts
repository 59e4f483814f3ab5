import { describe, expect, it } from 'vitest'
import { cityTheme, cityThemeCss, themeHref } from '../../../src/platform/look/city-theme.ts'

describe('the stylesheet of a city', () => {
  it('sets the 16 accent colours in every scheme and nothing else', () => {
    const css = cityThemeCss('#7a1f5c')
    const set = [...css.matchAll(/(--[a-z-]+):/g)].map(([, name]) => name ?? '')
    expect(new Set(set).size).toBe(16)
    expect(set).toHaveLength(16 * 4)
    expect(set.every((name) => name.startsWith('--ds-color-accent-'))).toBe(true)
    for (const scheme of ['light', 'dark', 'contrast', 'auto'])
      expect(css).toContain(`[data-color-scheme=${scheme}]`)
  })

  it('stands in the theme layer, so no component needs more weight', () => {
    expect(cityThemeCss('#7a1f5c')).toMatch(/^@layer ds\.theme\.city\{.*\}\n$/s)
  })

  it('has an address that changes with the colour only', () => {
    expect(themeHref('aksu', '#7a1f5c')).toBe(themeHref('aksu', '#7a1f5c'))
    expect(themeHref('aksu', '#7a1f5c')).not.toBe(themeHref('aksu', '#7a1f5d'))
    expect(themeHref('aksu', '#7a1f5c')).toBe(`/theme/aksu-${cityTheme('#7a1f5c').hash}.css`)
  })

  it('refuses anything that is not a colour, so no text gets into the stylesheet', () => {
    expect(() => cityThemeCss('#fff}body{display:none')).toThrow('Not a colour')
  })
})
