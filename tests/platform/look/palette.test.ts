import { generateColorSchemes } from '@digdir/designsystemet/color'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ColorName,
  colorScale,
  contrastRatio,
  type Hex,
  type Scheme,
} from '../../../src/platform/look/palette.ts'

const schemes: Scheme[] = ['light', 'dark', 'contrast']
const brand = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value): Hex => `#${value.toString(16).padStart(6, '0')}`)
const scheme = fc.constantFrom(...schemes)

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
const farthest = (a: string, b: string): number =>
  Math.max(...channels(a).map((value, index) => Math.abs(value - (channels(b)[index] ?? 0))))

/** Moved on purpose where the original leaves a label unreadable. */
const MOVED: ColorName[] = ['base-hover', 'base-active']

describe('colorScale', () => {
  it('gives the colours of the Designsystemet generator, within 4 of 255 steps', () => {
    fc.assert(
      fc.property(brand, scheme, (hex, name) => {
        const own = colorScale(hex, name)
        for (const { name: color, hex: expected } of generateColorSchemes(hex)[name]) {
          const readable = contrastRatio(expected as Hex, own['base-contrast-default']) >= 4.5
          if (MOVED.includes(color) && !readable) continue
          expect(farthest(own[color], expected), `${hex} ${name} ${color}`).toBeLessThanOrEqual(4)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps text, links, labels and borders readable for any brand colour (WCAG 1.4.3, 1.4.11)', () => {
    fc.assert(
      fc.property(brand, scheme, (hex, name) => {
        const own = colorScale(hex, name)
        for (const text of ['text-default', 'text-subtle'] as const) {
          for (const ground of [
            'background-default',
            'background-tinted',
            'surface-default',
            'surface-tinted',
          ] as const) {
            expect(
              contrastRatio(own[text], own[ground]),
              `${hex} ${name} ${text} on ${ground}`,
            ).toBeGreaterThanOrEqual(4.5)
          }
        }
        for (const fill of ['base-default', 'base-hover', 'base-active'] as const) {
          expect(
            contrastRatio(own['base-contrast-default'], own[fill]),
            `${hex} ${name} ${fill}`,
          ).toBeGreaterThanOrEqual(4.5)
        }
        expect(contrastRatio(own['border-default'], own['background-default'])).toBeGreaterThanOrEqual(3)
      }),
      { numRuns: 300 },
    )
  })

  it('refuses what is not a colour', () => {
    expect(() => colorScale('red' as Hex, 'light')).toThrow('Not a colour: red')
    expect(() => colorScale('#12' as Hex, 'light')).toThrow('Not a colour')
  })
})
